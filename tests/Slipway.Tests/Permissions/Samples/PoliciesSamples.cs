using Slipway.Tests.Iam;
using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class PoliciesSamples
{
    private const string Policy = "arn:aws:iam::000000000000:policy/@";

    private static readonly string[] Kinds = ["User", "Group", "Role"];

    private static readonly string Document = AwsCalls.Form("PolicyDocument", PolicyCalls.Allow("ecr:ListImages"));

    public static IEnumerable<OperationSample> All =>
    [
        new("iam", "CreatePolicy", $"PolicyName=@&Tags.member.1.Key=team&Tags.member.1.Value=web&{Document}", Policy) { Also = [("iam:TagPolicy", Policy)] },
        new("iam", "ListPolicies", "", "*"),
        Existing("GetPolicy", ""),
        Existing("DeletePolicy", ""),
        Existing("CreatePolicyVersion", $"&{Document}"),
        Existing("GetPolicyVersion", "&VersionId=v1"),
        Existing("ListPolicyVersions", ""),
        Existing("DeletePolicyVersion", "&VersionId=v2") with { Given = WithTwoVersions },
        Existing("SetDefaultPolicyVersion", "&VersionId=v2") with { Given = WithTwoVersions },
        Existing("ListEntitiesForPolicy", ""),
        Existing("TagPolicy", "&Tags.member.1.Key=team&Tags.member.1.Value=web"),
        Existing("UntagPolicy", "&TagKeys.member.1=team"),
        Existing("ListPolicyTags", ""),
        .. Kinds.SelectMany(OnHolder),
    ];

    private static IEnumerable<OperationSample> OnHolder(string kind) =>
    [
        Held(kind, $"Attach{kind}Policy", $"&PolicyArn={PolicyCalls.Aws}"),
        Held(kind, $"Detach{kind}Policy", $"&PolicyArn={PolicyCalls.Aws}"),
        Held(kind, $"ListAttached{kind}Policies", ""),
        Held(kind, $"Put{kind}Policy", $"&PolicyName=own&{Document}"),
        Held(kind, $"Get{kind}Policy", "&PolicyName=own"),
        Held(kind, $"Delete{kind}Policy", "&PolicyName=own"),
        Held(kind, $"List{kind}Policies", ""),
    ];

    private static OperationSample Existing(string operation, string more) => new("iam", operation, $"PolicyArn={Policy}{more}", Policy)
    {
        Given = (app, name) => app.GivenPolicy(name),
    };

    /// <summary>With an attached and an inline policy.</summary>
    private static OperationSample Held(string kind, string operation, string more) =>
        new("iam", operation, $"{kind}Name=@{more}", $"arn:aws:iam::000000000000:{kind.ToLowerInvariant()}/@")
        {
            Given = async (app, name) =>
            {
                await app.GivenHolder(kind, name);
                await app.Attach(kind, name, PolicyCalls.Aws);
                await app.PutInline(kind, name, "own", PolicyCalls.Allow("ecr:*"));
            },
        };

    private static async Task WithTwoVersions(SlipwayApp app, string name) =>
        await app.AddVersion(await app.GivenPolicy(name), PolicyCalls.Allow("ecr:*"), isDefault: false);
}
