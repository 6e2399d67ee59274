using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Users;

/// <summary>Tags as the parameters of a request.</summary>
internal static class UserTags
{
    public static string Of(params (string Key, string Value)[] tags) => string.Join(
        '&', tags.Select((tag, i) => $"{Form($"Tags.member.{i + 1}.Key", tag.Key)}&{Form($"Tags.member.{i + 1}.Value", tag.Value)}"));
}
