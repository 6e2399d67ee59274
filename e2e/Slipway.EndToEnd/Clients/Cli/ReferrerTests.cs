using System.Text;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>Signatures and what else refers to an image, as a user types it.</summary>
public sealed class ReferrerTests : IClassFixture<OwnServer>
{
    private const string Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/cli";

    private readonly ServerProgram server;
    private readonly AwsCli aws;

    public ReferrerTests(OwnServer own)
    {
        Tool.Require("aws");
        server = own.Program;
        aws = new(server);
    }

    [Fact]
    public async Task A_pushed_image_is_signed_and_its_signature_listed_beside_what_else_refers_to_it()
    {
        await aws.EcrFails("SigningConfigurationNotFoundException", "get-signing-configuration");
        await aws.Ecr(
            "put-signing-configuration", "--signing-configuration",
            $$"""{"rules":[{"signingProfileArn":"{{Profile}}","repositoryFilters":[{"filter":"refer/*","filterType":"WILDCARD_MATCH"}]}]}""");
        Assert.Equal(Profile, (await aws.Ecr("get-signing-configuration")).GetProperty("signingConfiguration").GetProperty("rules")[0].GetProperty("signingProfileArn").GetString());
        await aws.Ecr("create-repository", "--repository-name", "refer/one");
        using var client = new Client(server.Url);
        var image = SmallImage.Random(new('s'), layers: 1, layerSize: 500);
        Assert.True(await image.Push(client, "refer/one", "v1"));
        var status = "";
        for (var tries = 0; tries < 60 && status != "COMPLETE"; tries++)
        {
            var statuses = (await aws.Ecr("describe-image-signing-status", "--repository-name", "refer/one", "--image-id", "imageTag=v1")).GetProperty("signingStatuses");
            status = statuses.GetArrayLength() == 0 ? "" : statuses[0].GetProperty("status").GetString();
            if (status != "COMPLETE") await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.Equal("COMPLETE", status);
        await aws.Ecr("delete-signing-configuration");
        await aws.EcrFails("SigningConfigurationNotFoundException", "delete-signing-configuration");

        // A bill of materials, put by an API call alone.
        var bill = $$"""{"schemaVersion":2,"mediaType":"{{Client.ManifestType}}","artifactType":"application/spdx+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Client.DigestOf(image.Config)}}","size":{{image.Config.Length}}},"layers":[],"subject":{"mediaType":"{{Client.ManifestType}}","digest":"{{image.Digest}}","size":{{image.Manifest.Length}}{{"}}"}}""";
        await aws.Ecr("put-image", "--repository-name", "refer/one", "--image-manifest", bill);
        var subject = $"imageDigest={image.Digest}";
        string[] types = [.. (await ReferrersAsync("--subject-id", subject)).Select(referrer => referrer.GetProperty("artifactType").GetString()!)];
        Assert.Equal(["application/spdx+json", "application/vnd.cncf.notary.signature"], types.Order(StringComparer.Ordinal));
        var found = Assert.Single(await ReferrersAsync("--subject-id", subject, "--filter", """{"artifactTypes":["application/spdx+json"]}"""));
        Assert.Equal(Client.DigestOf(Encoding.UTF8.GetBytes(bill)), found.GetProperty("digest").GetString());
        var page = await aws.Ecr("list-image-referrers", "--repository-name", "refer/one", "--subject-id", subject, "--max-results", "1");
        var rest = await aws.Ecr("list-image-referrers", "--repository-name", "refer/one", "--subject-id", subject, "--next-token", page.GetProperty("nextToken").GetString()!);
        Assert.Equal((1, 1), (page.GetProperty("referrers").GetArrayLength(), rest.GetProperty("referrers").GetArrayLength()));
    }

    private async Task<List<JsonElement>> ReferrersAsync(params string[] arguments) =>
        [.. (await aws.Ecr(["list-image-referrers", "--repository-name", "refer/one", .. arguments])).GetProperty("referrers").EnumerateArray()];
}
