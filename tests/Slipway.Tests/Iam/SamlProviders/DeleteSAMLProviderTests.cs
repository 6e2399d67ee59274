using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class DeleteSAMLProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_provider_is_deleted_once()
    {
        var arn = await app.GivenSamlProvider("idp");
        (await Delete(arn)).Expect(HttpStatusCode.OK);
        (await Delete(arn)).IsRefused(404, "NoSuchEntity", $"Manifest not found for arn {arn}");
        await app.GivenSamlProvider("idp");
    }

    private Task<AwsAnswer> Delete(string arn) => app.Iam("DeleteSAMLProvider", $"SAMLProviderArn={arn}");
}
