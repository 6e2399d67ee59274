using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

/// <summary>OpenID Connect providers in a line each.</summary>
internal static class ProviderCalls
{
    /// <param name="url">Without the scheme.</param>
    /// <returns>Its ARN.</returns>
    public static async Task<string> GivenProvider(this SlipwayApp app, string url, params string[] more) =>
        (await app.CreateProvider($"https://{url}", more)).Expect(HttpStatusCode.OK).Find("OpenIDConnectProviderArn")!;

    public static Task<AwsAnswer> CreateProvider(this SlipwayApp app, string url, params string[] more) =>
        app.Iam("CreateOpenIDConnectProvider", [Form("Url", url), .. more]);

    public static Task<AwsAnswer> GetProvider(this SlipwayApp app, string arn) => app.Iam("GetOpenIDConnectProvider", $"OpenIDConnectProviderArn={arn}");

    /// <summary>The text of a list of strings in an answer.</summary>
    public static IReadOnlyList<string> List(this AwsAnswer answer, string name) =>
        [.. System.Xml.Linq.XDocument.Parse(answer.Body).Descendants().Single(element => element.Name.LocalName == name).Elements().Select(item => item.Value)];
}
