using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class SecretSamples
{
    private const string Secret = "arn:aws:secretsmanager:us-east-1:000000000000:secret:@-??????";
    private const string Version = "11111111-1111-1111-1111-111111111111";

    public static IEnumerable<OperationSample> All =>
    [
        new("secretsmanager", "CreateSecret", """{"Name":"@","SecretString":"s"}""", Secret),
        new("secretsmanager", "CreateSecret", """{"Name":"@","Tags":[{"Key":"team","Value":"web"}]}""", Secret) { Also = [("secretsmanager:TagResource", Secret)] },
        new("secretsmanager", "ListSecrets", "{}", "*"),
        new("secretsmanager", "GetRandomPassword", "{}", "*"),
        Of("GetSecretValue", ""),
        Of("PutSecretValue", ""","SecretString":"t" """),
        Of("UpdateSecret", ""","Description":"d" """),
        Of("DescribeSecret", ""),
        Of("ListSecretVersionIds", ""),
        Of("GetResourcePolicy", ""),
        Of("TagResource", ""","Tags":[{"Key":"team","Value":"web"}]"""),
        Of("UntagResource", ""","TagKeys":["team"]"""),
        Of("DeleteSecret", ""),
        Of("RestoreSecret", ""),
        Of("UpdateSecretVersionStage", $$""","VersionStage":"mine","MoveToVersionId":"{{Version}}" """),
    ];

    // The decision knows the whole ARN of what is there.
    private static OperationSample Of(string operation, string more) => new("secretsmanager", operation, $$"""{"SecretId":"@"{{more}}}""", "~")
    {
        Made = async (app, name) =>
            (await app.Secrets("CreateSecret", $$"""{"Name":"{{name}}","SecretString":"s","ClientRequestToken":"{{Version}}"}"""))["ARN"].GetString()!,
    };
}
