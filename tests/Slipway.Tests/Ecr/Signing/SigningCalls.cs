using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Signing;

internal static class SigningCalls
{
    public const string Release = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/release";
    public const string Audit = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/audit";

    /// <param name="rules">A profile, then its filters.</param>
    public static string Configuration(params string[][] rules) => JsonSerializer.Serialize(new
    {
        signingConfiguration = new
        {
            rules = rules.Select(rule => rule.Length == 1
                ? (object)new { signingProfileArn = rule[0] }
                : new { signingProfileArn = rule[0], repositoryFilters = rule.Skip(1).Select(filter => new { filter, filterType = "WILDCARD_MATCH" }) }),
        },
    });

    public static async Task Sign(this SlipwayApp app, params string[][] rules) =>
        (await app.Ecr("PutSigningConfiguration", Configuration(rules))).Expect(HttpStatusCode.OK);

    public static Task<AwsAnswer> SigningStatus(this SlipwayApp app, string repository, string digest) =>
        app.Ecr("DescribeImageSigningStatus", $$"""{"repositoryName":"{{repository}}","imageId":{"imageDigest":"{{digest}}"} }""");

    /// <summary>Waits until nothing is in progress any more.</summary>
    public static async Task<AwsAnswer> Signed(this SlipwayApp app, string repository, string digest)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var answer = (await app.SigningStatus(repository, digest)).Expect(HttpStatusCode.OK);
            if (!answer.Body.Contains("IN_PROGRESS", StringComparison.Ordinal)) return answer;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), answer.Body);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public static async Task<NotaryVerifier> Verifier(this SlipwayApp app, string repository, string profile) => new(app, repository, await app.Certificate(profile, "rootCertificate"));

    public static async Task<string> Certificate(this SlipwayApp app, string profile, string member) =>
        (await app.Json("slipway", "Slipway_V20261120.GetSigningCertificate", $$"""{"signingProfileArn":"{{profile}}"}""", AwsKey.Admin, SlipwayApp.Region))
        .Expect(HttpStatusCode.OK)[member].GetString()!;
}
