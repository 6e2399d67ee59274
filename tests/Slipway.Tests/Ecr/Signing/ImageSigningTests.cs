using System.Net;
using Slipway.Registry;
using Slipway.Registry.Signing;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Signing.SigningCalls;

namespace Slipway.Tests.Ecr.Signing;

/// <summary>What is signed, by DescribeImageSigningStatus and by verifying it.</summary>
public sealed class ImageSigningTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_pushed_image_is_signed_and_the_signature_verifies()
    {
        await app.CreateRepository("prod/app");
        await app.Sign([Release]);
        var digest = await app.PushImage("prod/app", "v1", 1);
        var status = await app.Signed("prod/app", digest);
        Assert.Equal(
            $$$"""{"repositoryName":"prod/app","imageId":{"imageDigest":"{{{digest}}}"},"registryId":"000000000000","signingStatuses":[{"signingProfileArn":"{{{Release}}}","status":"COMPLETE"}]}""",
            status.Body);
        Assert.Single(await (await app.Verifier("prod/app", Release)).VerifyAsync(digest));
    }

    [Fact]
    public async Task Every_profile_whose_filter_matches_signs_once_and_no_other()
    {
        await app.CreateRepository("prod/app");
        await app.CreateRepository("test/app");
        await app.Sign([Release, "prod/*"], [Release, "*app"], [Audit, "prod/app"]);
        var (prod, test) = (await app.PushImage("prod/app", "v1", 1), await app.PushImage("test/app", "v1", 2));
        Assert.Equal([Audit, Release], await Profiles("prod/app", prod));
        Assert.Equal([Release], await Profiles("test/app", test));
        var referrers = await app.Ecr("ListImageReferrers", $$"""{"repositoryName":"prod/app","subjectId":{"imageDigest":"{{prod}}"} }""");
        Assert.Equal(2, referrers["referrers"].GetArrayLength());
        Assert.Single(await (await app.Verifier("test/app", Release)).VerifyAsync(test));
    }

    [Fact]
    public async Task An_index_and_each_of_its_images_are_signed()
    {
        await app.CreateRepository("prod/app");
        await app.Sign([Release]);
        var manifest = await app.PushLayers("prod/app", 1);
        var child = await app.PushManifest("prod/app", null, manifest, RegistryRequests.OciManifest);
        var index = await app.PushManifest("prod/app", "v1", Manifests.Index((child, manifest.Length)), RegistryRequests.OciIndex);
        foreach (var digest in (string[])[child, index])
        {
            Assert.Equal([Release], await Profiles("prod/app", digest));
            Assert.Single(await (await app.Verifier("prod/app", Release)).VerifyAsync(digest));
        }
    }

    [Fact]
    public async Task Signatures_are_not_signed()
    {
        await app.CreateRepository("prod/app");
        await app.Sign([Release]);
        var digest = await app.PushImage("prod/app", "v1", 1);
        await app.Signed("prod/app", digest);
        var signature = Assert.Single(await (await app.Verifier("prod/app", Release)).VerifyAsync(digest));
        var config = await app.PushBlob("prod/app", RegistryRequests.Bytes("{}"));
        var theirs = await app.PushManifest("prod/app", null, $$"""
            {"schemaVersion":2,"mediaType":"{{RegistryRequests.OciManifest}}","config":{"mediaType":"application/vnd.cncf.notary.signature","digest":"{{config}}","size":2},"layers":[],
             "subject":{"mediaType":"{{RegistryRequests.OciManifest}}","digest":"{{digest}}","size":2} }
            """, RegistryRequests.OciManifest);
        var later = await app.PushImage("prod/app", "v2", 2);
        await app.Signed("prod/app", later);
        Assert.Empty(await Profiles("prod/app", signature));
        Assert.Empty(await Profiles("prod/app", theirs));
    }

    [Fact]
    public async Task What_is_pushed_without_a_configuration_stays_unsigned_until_it_is_pushed_again()
    {
        await app.CreateRepository("prod/app");
        var digest = await app.PushImage("prod/app", "v1", 1);
        Assert.Empty(await Profiles("prod/app", digest));
        await app.Followed("signing");
        await app.Sign([Release]);
        Assert.Empty(await Profiles("prod/app", digest));
        await app.PushImage("prod/app", "v1-signed", 1);
        Assert.Equal([Release], await Profiles("prod/app", digest));
    }

    [Fact]
    public async Task A_second_tag_is_no_second_signature_and_a_deleted_image_is_signed_anew()
    {
        await app.CreateRepository("prod/app");
        await app.Sign([Release]);
        var digest = await app.PushImage("prod/app", "v1", 1);
        await app.Signed("prod/app", digest);
        await app.PushImage("prod/app", "v2", 1);
        await app.Signed("prod/app", digest);
        var verifier = await app.Verifier("prod/app", Release);
        var first = Assert.Single(await verifier.VerifyAsync(digest));

        (await app.Delete($"/v2/prod/app/manifests/{first}")).Dispose();
        (await app.Delete($"/v2/prod/app/manifests/{digest}")).Dispose();
        await app.Followed("signing");
        await app.PushImage("prod/app", "v1", 1);
        await WaitForSignatureAsync(digest);
        Assert.NotEqual(first, Assert.Single(await verifier.VerifyAsync(digest)));
    }

    [Fact]
    public async Task A_batch_that_comes_twice_signs_once()
    {
        await app.CreateRepository("prod/app");
        await app.Sign([Release]);
        var digest = await app.PushImage("prod/app", "v1", 1);
        await app.Signed("prod/app", digest);
        await SignAgainAsync(digest);
        Assert.Single(await (await app.Verifier("prod/app", Release)).VerifyAsync(digest));
    }

    [Fact]
    public async Task A_signature_that_was_pushed_before_a_crash_could_be_noted_is_pushed_again_as_it_was()
    {
        await app.CreateRepository("prod/app");
        await app.Sign([Release]);
        var digest = await app.PushImage("prod/app", "v1", 1);
        await app.Signed("prod/app", digest);
        var verifier = await app.Verifier("prod/app", Release);
        var signature = Assert.Single(await verifier.VerifyAsync(digest));

        // As it was on the disk between the two.
        var store = await app.Get<ISigningStore>();
        var signing = Assert.Single(await store.ListAsync(await RepositoryIdAsync(), Digest.Parse(digest), TestContext.Current.CancellationToken));
        using var manifest = await app.Get($"/v2/prod/app/manifests/{signature}");
        var layer = System.Text.Json.JsonDocument.Parse(await manifest.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("layers")[0];
        using var envelope = await app.Get($"/v2/prod/app/blobs/{layer.GetProperty("digest").GetString()}");
        await store.PutAsync(
            signing with { Status = Slipway.Registry.Signing.SigningStatus.InProgress, Envelope = await envelope.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) },
            TestContext.Current.CancellationToken);
        Assert.Contains("IN_PROGRESS", (await app.SigningStatus("prod/app", digest)).Body, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await SignAgainAsync(digest);
        Assert.Equal(signature, Assert.Single(await verifier.VerifyAsync(digest)));
        Assert.Equal([Release], await Profiles("prod/app", digest));
    }

    [Fact]
    public async Task A_full_repository_fails_the_signature_and_says_why()
    {
        await app.CreateRepository("prod/app");
        var manifest = await app.PushLayers("prod/app", 1);
        await app.Sign([Release]);
        (await app.Json("slipway", "Slipway_V20261120.PutStorageQuota", """{"repositoryName":"prod/app","maxBytes":2000}""", AwsKey.Admin, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        var digest = await app.PushManifest("prod/app", "v1", manifest, RegistryRequests.OciManifest);
        var status = await app.Signed("prod/app", digest);
        Assert.Equal("FAILED", status["signingStatuses.0.status"].GetString());
        Assert.Equal("StorageQuotaExceeded", status["signingStatuses.0.failureCode"].GetString());
        Assert.Contains("2000 bytes", status["signingStatuses.0.failureReason"].GetString(), StringComparison.Ordinal);

        (await app.Json("slipway", "Slipway_V20261120.DeleteStorageQuota", """{"repositoryName":"prod/app"}""", AwsKey.Admin, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        await app.PushImage("prod/app", "v2", 1);
        await WaitForSignatureAsync(digest);
        Assert.Equal([Release], await Profiles("prod/app", digest));
    }

    [Fact]
    public async Task A_missing_image_is_missed()
    {
        (await app.SigningStatus("prod/app", "sha256:00")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'prod/app' does not exist in the registry with id '000000000000'");
        await app.CreateRepository("prod/app");
        foreach (var digest in (string[])["sha256:00", RegistryRequests.DigestOf([1])])
        {
            (await app.SigningStatus("prod/app", digest)).IsRefused(
                "ImageNotFoundException",
                $"The image with imageId {{imageDigest:'{digest}', imageTag:'null'}} does not exist within the repository with name 'prod/app' in the registry with id '000000000000'");
        }

        (await app.Ecr("DescribeImageSigningStatus", """{"repositoryName":"prod/app","imageId":{}}""")).IsInvalid(
            "imageId", "Invalid request parameters: both tag and digest cannot be null");
        await app.PushImage("prod/app", "v1", 1);
        Assert.Equal("ImageNotFoundException", (await app.Ecr(
            "DescribeImageSigningStatus", $$"""{"repositoryName":"prod/app","imageId":{"imageTag":"v1","imageDigest":"{{RegistryRequests.DigestOf([1])}}"} }""")).Error);
    }

    private async Task<IReadOnlyList<string>> Profiles(string repository, string digest) =>
        [.. (await app.Signed(repository, digest))["signingStatuses"].EnumerateArray().Where(status => status.GetProperty("status").GetString() == "COMPLETE")
            .Select(status => status.GetProperty("signingProfileArn").GetString()!)];

    private async Task WaitForSignatureAsync(string digest)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while ((await Profiles("prod/app", digest)).Count == 0)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task SignAgainAsync(string digest) => await (await app.Get<ImageSigner>()).SignAsync(
        new(SlipwayApp.Account, SlipwayApp.Region), await RepositoryIdAsync(), Digest.Parse(digest), Release, TestContext.Current.CancellationToken);

    private async Task<long> RepositoryIdAsync()
    {
        Assert.True(RepositoryName.TryParse("prod/app", out var name));
        return (await (await app.Get<IRepositoryStore>()).FindAsync(new(SlipwayApp.Account, SlipwayApp.Region), name, TestContext.Current.CancellationToken))!.Id;
    }
}
