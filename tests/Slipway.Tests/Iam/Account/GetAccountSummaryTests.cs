using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Account;

public sealed class GetAccountSummaryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_there_is_is_counted()
    {
        await app.GivenHolder("User", "alice");
        await app.GivenHolder("Group", "devs");
        await app.GivenHolder("Role", "ci");
        var policy = await app.GivenPolicy("Push");
        (await app.AddVersion(policy, PolicyCalls.Allow("ecr:*"), isDefault: true)).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateVirtualMFADevice", "VirtualMFADeviceName=phone")).Expect(HttpStatusCode.OK);
        var summary = Map(await app.Iam("GetAccountSummary"));
        Assert.Equal((2, 1, 1, 1, 2, 1, 0), (
            summary["Users"], summary["Groups"], summary["Roles"], summary["Policies"], summary["PolicyVersionsInUse"], summary["MFADevices"], summary["MFADevicesInUse"]));
        Assert.Equal((5000, 6144, 2), (summary["UsersQuota"], summary["PolicySizeQuota"], summary["AccessKeysPerUserQuota"]));
        Assert.Equal(34, summary.Count);
    }

    private static Dictionary<string, int> Map(AwsAnswer answer) => XDocument.Parse(answer.Expect(HttpStatusCode.OK).Body).Descendants()
        .Where(found => found.Name.LocalName == "entry")
        .ToDictionary(entry => entry.Elements().First().Value, entry => int.Parse(entry.Elements().Last().Value, CultureInfo.InvariantCulture));
}
