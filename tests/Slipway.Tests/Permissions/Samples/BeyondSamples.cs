using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class BeyondSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";

    public static IEnumerable<OperationSample> All =>
    [
        Of("PutRepositoryProtection", ""","deletionProtection":"REPOSITORY" """),
        Of("GetRepositoryProtection", ""),
    ];

    private static OperationSample Of(string operation, string more) => new("slipway", operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = (app, name) => app.CreateRepository(name),
    };
}
