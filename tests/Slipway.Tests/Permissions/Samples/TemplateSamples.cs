using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>What ECR does for a registry: templates, exclusions, referrers and signatures.</summary>
internal static class TemplateSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";
    private const string Puller = """{"principalArn":"arn:aws:iam::000000000000:user/@"}""";

    private const string Settings = """
        "appliedFor":["CREATE_ON_PUSH"],"customRoleArn":"arn:aws:iam::000000000000:role/@","repositoryPolicy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:*\"}]}",
        "lifecyclePolicy":"{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":5},\"action\":{\"type\":\"expire\"}}]}"
        """;

    private const string Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/release";

    private const string Configuration = $$$"""{"signingConfiguration":{"rules":[{"signingProfileArn":"{{{Profile}}}","repositoryFilters":[{"filterType":"WILDCARD_MATCH","filter":"@"}]}]} }""";

    private static readonly (string Action, string Resource)[] Passed =
    [
        ("ecr:SetRepositoryPolicy", $"{Repository}/*"), ("ecr:PutLifecyclePolicy", $"{Repository}/*"), ("iam:PassRole", "arn:aws:iam::000000000000:role/@"),
    ];

    public static IEnumerable<OperationSample> All =>
    [
        new("ecr", "RegisterPullTimeUpdateExclusion", Puller, "*"),
        new("ecr", "DeregisterPullTimeUpdateExclusion", Puller, "*")
        {
            Given = (app, name) => app.Ecr("RegisterPullTimeUpdateExclusion", Puller.Replace("@", name, StringComparison.Ordinal)),
        },
        new("ecr", "ListPullTimeUpdateExclusions", "{}", "*"),
        new("ecr", "CreateRepositoryCreationTemplate", $$"""{"prefix":"@",{{Settings}}}""", "*") { Also = Passed },
        Template("UpdateRepositoryCreationTemplate", $",{Settings}") with { Also = Passed },
        Template("DeleteRepositoryCreationTemplate", ""),
        new("ecr", "DescribeRepositoryCreationTemplates", "{}", "*"),
        new("ecr", "PutSigningConfiguration", Configuration, "*") { Also = [("signer:SignPayload", Profile)] },
        new("ecr", "GetSigningConfiguration", "{}", "*") { Given = Configured },
        new("ecr", "DeleteSigningConfiguration", "{}", "*") { Given = Configured },
        new("slipway", "GetSigningCertificate", $$"""{"signingProfileArn":"{{Profile}}"}""", "*") { Given = Configured },
        new("ecr", "DescribeImageSigningStatus", """{"repositoryName":"@","imageId":{"imageTag":"one"}}""", Repository)
        {
            Given = (app, name) => app.CreateRepository(name),
            Made = (app, name) => app.PushImage(name, "one", 7),
        },
        new("ecr", "ListImageReferrers", """{"repositoryName":"@","subjectId":{"imageDigest":"~"}}""", Repository)
        {
            Action = "ecr:BatchGetImage",
            Given = (app, name) => app.CreateRepository(name),
            Made = (app, name) => app.PushImage(name, "one", 7),
        },
    ];

    private static Task<AwsAnswer> Configured(SlipwayApp app, string name) => app.Ecr("PutSigningConfiguration", Configuration.Replace("@", name, StringComparison.Ordinal));

    private static OperationSample Template(string operation, string more) => new("ecr", operation, $$"""{"prefix":"@"{{more}}}""", "*")
    {
        Given = (app, name) => app.Ecr("CreateRepositoryCreationTemplate", $$"""{"prefix":"{{name}}","appliedFor":["REPLICATION"]}"""),
    };
}
