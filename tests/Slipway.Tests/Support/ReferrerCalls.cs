using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Slipway.Tests.Support;

/// <summary>Manifests that refer to others, pushed and listed in one line.</summary>
internal static class ReferrerCalls
{
    public const string Sbom = "application/spdx+json", Signature = "application/vnd.cncf.notary.signature";

    /// <param name="number">Different ones have different digests.</param>
    /// <returns>Its digest.</returns>
    public static Task<string> Refer(this SlipwayApp app, string repository, string subject, string artifactType, int number) =>
        app.Refer(repository, subject, artifactType, number.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Refer(SlipwayApp, string, string, string, int)"/>
    /// <param name="note">An annotation, of any length.</param>
    public static async Task<string> Refer(this SlipwayApp app, string repository, string subject, string artifactType, string note)
    {
        var config = await app.PushBlob(repository, RegistryRequests.Bytes("{}"));
        return await app.PushManifest(repository, null, Manifest(subject, artifactType, note, config), RegistryRequests.OciManifest);
    }

    /// <summary>The digests that ListImageReferrers tells, of all pages.</summary>
    /// <param name="more">Members of the request, with a comma before them.</param>
    public static async Task<IReadOnlyList<string>> Listed(this SlipwayApp app, string repository, string subject, string more)
    {
        List<string> found = [];
        string? token = null;
        do
        {
            var page = (await app.Ecr("ListImageReferrers", Request(repository, subject, token is null ? more : $"{more},\"nextToken\":\"{token}\""))).Expect(HttpStatusCode.OK);
            found.AddRange(page["referrers"].EnumerateArray().Select(referrer => referrer.GetProperty("digest").GetString()!));
            token = page.Json.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        return found;
    }

    /// <summary>The digests that the referrers API tells on its first page.</summary>
    public static async Task<IReadOnlyList<string>> Referring(this SlipwayApp app, string repository, string subject, string query) =>
        Digests(await app.Get($"/v2/{repository}/referrers/{subject}{query}").Bytes());

    public static IReadOnlyList<string> Digests(byte[] index)
    {
        using var json = JsonDocument.Parse(index);
        return [.. json.RootElement.GetProperty("manifests").EnumerateArray().Select(entry => entry.GetProperty("digest").GetString()!)];
    }

    public static string Request(string repository, string subject, string more) => $$"""{"repositoryName":"{{repository}}","subjectId":{"imageDigest":"{{subject}}"}{{more}}}""";

    private static string Manifest(string subject, string artifactType, string note, string config) => $$"""
        {"schemaVersion":2,"mediaType":"{{RegistryRequests.OciManifest}}","artifactType":"{{artifactType}}","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{config}}","size":2},"layers":[],
         "subject":{"mediaType":"{{RegistryRequests.OciManifest}}","digest":"{{subject}}","size":2},"annotations":{"note":"{{note}}"} }
        """;
}
