using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam;

/// <summary>Policies and those who hold them, in a line each.</summary>
internal static class PolicyCalls
{
    public const string Aws = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly";

    private const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    /// <summary>Allows one action, whichever it is.</summary>
    public static string Allow(string action) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""";

    /// <summary>A document of this many characters without its white space, of which it has some.</summary>
    public static string AllowOfSize(int size)
    {
        const string Start = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::""", End = "\"}}";
        return " \n" + Start + new string('a', size - Start.Length - End.Length) + End + "\t ";
    }

    public static string ArnOf(string policy) => $"arn:aws:iam::{SlipwayApp.Account}:policy/{policy}";

    /// <returns>Its ARN.</returns>
    public static Task<string> GivenPolicy(this SlipwayApp app, string name) => app.GivenPolicy(name, "/", Allow("ecr:PutImage"));

    public static async Task<string> GivenPolicy(this SlipwayApp app, string name, string path, string document)
    {
        var answer = await app.Iam("CreatePolicy", $"PolicyName={name}", $"Path={path}", AwsCalls.Form("PolicyDocument", document));
        return answer.Expect(HttpStatusCode.OK).Find("Arn")!;
    }

    /// <summary>Adds a version with another document.</summary>
    public static Task<AwsAnswer> AddVersion(this SlipwayApp app, string arn, string document, bool isDefault) => app.Iam(
        "CreatePolicyVersion", $"PolicyArn={arn}", AwsCalls.Form("PolicyDocument", document), $"SetAsDefault={(isDefault ? "true" : "false")}");

    /// <summary>A user, group or role.</summary>
    /// <param name="kind"><c>User</c>, <c>Group</c> or <c>Role</c>.</param>
    public static async Task GivenHolder(this SlipwayApp app, string kind, string name)
    {
        string[] more = kind == "Role" ? [AwsCalls.Form("AssumeRolePolicyDocument", Trust)] : [];
        (await app.Iam($"Create{kind}", [$"{kind}Name={name}", .. more])).Expect(HttpStatusCode.OK);
    }

    public static async Task Attach(this SlipwayApp app, string kind, string name, string arn) =>
        (await app.Iam($"Attach{kind}Policy", $"{kind}Name={name}", $"PolicyArn={arn}")).Expect(HttpStatusCode.OK);

    public static async Task PutInline(this SlipwayApp app, string kind, string name, string policy, string document) =>
        (await app.Iam($"Put{kind}Policy", $"{kind}Name={name}", $"PolicyName={policy}", AwsCalls.Form("PolicyDocument", document))).Expect(HttpStatusCode.OK);

    /// <summary>The texts of all XML elements of this name in an answer that succeeded.</summary>
    public static string[] Texts(this AwsAnswer answer, string element) => [.. answer.Expect(HttpStatusCode.OK).All(element)];

    /// <summary>Every page of a listing.</summary>
    /// <param name="element">Whose texts are wanted.</param>
    public static async Task<List<string[]>> Pages(this SlipwayApp app, string operation, string element, params string[] parameters)
    {
        List<string[]> pages = [];
        for (string? marker = null; pages.Count == 0 || marker is not null;)
        {
            var answer = await app.Iam(operation, marker is null ? parameters : [.. parameters, AwsCalls.Form("Marker", marker)]);
            pages.Add(answer.Texts(element));
            marker = answer.Find("Marker");
            Assert.Equal(marker is null ? "false" : "true", answer.Find("IsTruncated"));
            Assert.InRange(marker?.Length ?? 1, 1, 320);
        }

        return pages;
    }
}
