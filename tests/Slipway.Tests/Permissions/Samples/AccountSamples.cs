using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>The operations of IAM that report on an account or simulate its policies.</summary>
internal static class AccountSamples
{
    private const string User = "arn:aws:iam::000000000000:user/@";

    public static IEnumerable<OperationSample> All =>
    [
        Of("SimulateCustomPolicy", $"PolicyInputList.member.1={Policy}&ActionNames.member.1=ecr:PutImage", "*"),
        Of("GetContextKeysForCustomPolicy", $"PolicyInputList.member.1={Policy}", "*"),
        Of("SimulatePrincipalPolicy", $"PolicySourceArn={User}&ActionNames.member.1=ecr:PutImage", User) with { Given = AddUser },
        Of("GetContextKeysForPrincipalPolicy", $"PolicySourceArn={User}", User) with { Given = AddUser },
        Of("GetAccountSummary", "", "*"),
        Of("GetAccountAuthorizationDetails", "", "*"),
        Of("GenerateCredentialReport", "", "*"),
        Of("GetCredentialReport", "", "*") with { Given = async (app, _) => (await app.Iam("GenerateCredentialReport")).Expect(System.Net.HttpStatusCode.OK) },
        Of("ListPoliciesGrantingServiceAccess", $"Arn={User}&ServiceNamespaces.member.1=ecr", User) with { Given = AddUser },
        Of("GenerateServiceLastAccessedDetails", $"Arn={User}", User) with { Given = AddUser },
        Of("GetServiceLastAccessedDetails", "JobId=~", "*") with { Given = AddUser, Made = AddJob },
        Of("GetServiceLastAccessedDetailsWithEntities", "JobId=~&ServiceNamespace=ecr", "*") with { Given = AddUser, Made = AddJob },
    ];

    private static string Policy => Uri.EscapeDataString(OrganizationCalls.AllowAll);

    private static OperationSample Of(string operation, string request, string resource) => new("iam", operation, request, resource);

    private static async Task<string> AddJob(SlipwayApp app, string name) =>
        (await app.Iam("GenerateServiceLastAccessedDetails", $"Arn={User.Replace("@", name, StringComparison.Ordinal)}")).Find("JobId")!;

    private static async Task AddUser(SlipwayApp app, string name) => (await app.Iam("CreateUser", $"UserName={name}")).Expect(System.Net.HttpStatusCode.OK);
}
