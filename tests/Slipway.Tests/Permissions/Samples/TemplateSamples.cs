using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>What ECR does for a registry: templates, exclusions, referrers and signatures.</summary>
internal static class TemplateSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";
    private const string Puller = """{"principalArn":"arn:aws:iam::000000000000:user/@"}""";

    public static IEnumerable<OperationSample> All =>
    [
        new("ecr", "RegisterPullTimeUpdateExclusion", Puller, "*"),
        new("ecr", "DeregisterPullTimeUpdateExclusion", Puller, "*")
        {
            Given = (app, name) => app.Ecr("RegisterPullTimeUpdateExclusion", Puller.Replace("@", name, StringComparison.Ordinal)),
        },
        new("ecr", "ListPullTimeUpdateExclusions", "{}", "*"),
        new("ecr", "ListImageReferrers", """{"repositoryName":"@","subjectId":{"imageDigest":"~"}}""", Repository)
        {
            Action = "ecr:BatchGetImage",
            Given = (app, name) => app.CreateRepository(name),
            Made = (app, name) => app.PushImage(name, "one", 7),
        },
    ];
}
