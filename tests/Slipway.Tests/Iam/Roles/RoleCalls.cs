using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Roles;

/// <summary>Roles in a line each.</summary>
internal static class RoleCalls
{
    /// <summary>Trusts the tasks of ECS, and has some white space.</summary>
    public const string Tasks =
        """{ "Version": "2012-10-17", "Statement": [ {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"} ] }""";

    /// <summary>Trusts principals of kind AWS.</summary>
    public static string Trusting(params string[] principals) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[{{string.Join(',', principals.Select(principal => $"\"{principal}\""))}}]},"Action":"sts:AssumeRole"}]}""";

    public static string ArnOf(string kind, string name) => $"arn:aws:iam::{SlipwayApp.Account}:{kind}/{name}";

    public static Task<AwsAnswer> CreateRole(this SlipwayApp app, string name, string trust, params string[] parameters) =>
        app.Iam("CreateRole", [$"RoleName={name}", Form("AssumeRolePolicyDocument", trust), .. parameters]);

    /// <returns>Its unique id.</returns>
    public static async Task<string> GivenRole(this SlipwayApp app, string name) => (await app.CreateRole(name, Tasks)).Expect(HttpStatusCode.OK).Find("RoleId")!;

    /// <summary>The trust policy as GetRole shows it, decoded.</summary>
    public static async Task<string> TrustOf(this SlipwayApp app, string name) =>
        Uri.UnescapeDataString((await app.Iam("GetRole", $"RoleName={name}")).Expect(HttpStatusCode.OK).Find("AssumeRolePolicyDocument")!);

    public static async Task Done(this Task<AwsAnswer> call) => (await call).Expect(HttpStatusCode.OK);

    public static void IsMissingRole(this AwsAnswer answer, string name) => answer.IsRefused(404, "NoSuchEntity", $"The role with name {name} cannot be found.");
}
