using System.Net;
using System.Text.Json;
using Slipway.Identity.Organizations;
using Slipway.Kernel;

namespace Slipway.Tests.Support;

/// <summary>Calls of Organizations that many tests make.</summary>
internal static class OrganizationCalls
{
    public const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    /// <summary>As the admin of the management account.</summary>
    /// <param name="members">An anonymous object, with the names of the wire.</param>
    public static Task<AwsAnswer> Org(this SlipwayApp app, string operation, object members) => app.Org(AwsKey.Admin, operation, members);

    public static Task<AwsAnswer> Org(this SlipwayApp app, AwsKey key, string operation, object members) =>
        app.Organizations(key, operation, JsonSerializer.Serialize(members));

    public static async Task<string> RootId(this SlipwayApp app) =>
        (await app.Org("ListRoots", new { })).Expect(HttpStatusCode.OK)["Roots.0.Id"].GetString()!;

    /// <returns>The new account's id.</returns>
    public static async Task<string> GivenAccount(this SlipwayApp app, string name)
    {
        var asked = (await app.Org("CreateAccount", new { Email = $"{name}@example.com", AccountName = name })).Expect(HttpStatusCode.OK);
        var id = asked["CreateAccountStatus.Id"].GetString();
        var ended = (await app.Org("DescribeCreateAccountStatus", new { CreateAccountRequestId = id })).Expect(HttpStatusCode.OK);
        return ended["CreateAccountStatus.AccountId"].GetString()!;
    }

    /// <returns>The new unit's id.</returns>
    public static async Task<string> GivenUnit(this SlipwayApp app, string parent, string name) =>
        (await app.Org("CreateOrganizationalUnit", new { ParentId = parent, Name = name })).Expect(HttpStatusCode.OK)["OrganizationalUnit.Id"].GetString()!;

    /// <summary>A service control policy, which is attached to nothing.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> GivenServiceControlPolicy(this SlipwayApp app, string name, string document)
    {
        var ct = TestContext.Current.CancellationToken;
        var organization = await (await app.Get<IOrganizationStore>()).FindAsync(SlipwayApp.Account, ct);
        ServiceControlPolicy policy = new(organization!.Id, OrganizationIds.NewPolicy(app.Ids), name, "", document);
        Assert.Equal(PolicyChange.Done, await (await app.Get<IServiceControlPolicyStore>()).AddAsync(policy, TagSet.Empty, ct));
        return policy.Id;
    }

    /// <summary>A user of any account with AdministratorAccess and a key.</summary>
    public static Task<AwsKey> GivenAdministrator(this SlipwayApp app, string account, string name) =>
        app.GivenUser(account, name, isAdministrator: true);

    /// <summary>Refused as Organizations refuses, with the word of its member <c>Reason</c>.</summary>
    public static void IsRefusedFor(this AwsAnswer answer, string code, string reason, string message)
    {
        answer.IsRefused(code, message);
        Assert.Equal(reason, answer["Reason"].GetString());
    }

    /// <summary>The members of this name of a list's items, joined by commas.</summary>
    public static string All(this AwsAnswer answer, string list, string member) =>
        string.Join(',', answer.Expect(HttpStatusCode.OK)[list].EnumerateArray().Select(item => item.GetProperty(member).GetString()));
}
