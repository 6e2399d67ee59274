using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>Lifecycle policies and their previews.</summary>
internal static class LifecycleSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";

    private static readonly string Policy = JsonSerializer.Serialize(
        """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":10},"action":{"type":"expire"}}]}""");

    public static IEnumerable<OperationSample> All =>
    [
        Of("ecr", "PutLifecyclePolicy", $",\"lifecyclePolicyText\":{Policy}"),
        Of("ecr", "GetLifecyclePolicy", "") with { Given = PutAsync },
        Of("ecr", "DeleteLifecyclePolicy", "") with { Given = PutAsync },
        Of("ecr", "StartLifecyclePolicyPreview", $",\"lifecyclePolicyText\":{Policy}"),
        Of("ecr", "GetLifecyclePolicyPreview", "") with
        {
            Given = async (app, name) =>
            {
                await PutAsync(app, name);
                (await app.Ecr("StartLifecyclePolicyPreview", $$"""{"repositoryName":"{{name}}"}""")).Expect(HttpStatusCode.OK);
            },
        },
        Of("slipway", "ExplainLifecyclePolicy", $",\"lifecyclePolicyText\":{Policy}"),
    ];

    private static OperationSample Of(string service, string operation, string more) => new(service, operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = (app, name) => app.CreateRepository(name),
    };

    private static async Task PutAsync(SlipwayApp app, string name)
    {
        await app.CreateRepository(name);
        (await app.Ecr("PutLifecyclePolicy", $$"""{"repositoryName":"{{name}}","lifecyclePolicyText":{{Policy}}}""")).Expect(HttpStatusCode.OK);
    }
}
