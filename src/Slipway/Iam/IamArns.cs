using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Iam;

/// <summary>The ARNs on which IAM's operations demand permission. What exists is named without its path: the resource lookup adds it.</summary>
internal static class IamArns
{
    /// <param name="kind">Such as <c>user</c>.</param>
    public static string Of(Caller caller, string kind, IamName name) => New(caller, kind, null, name);

    /// <summary>Of something that is about to be made: with the path that it is to have.</summary>
    public static string New(Caller caller, string kind, IamPath? path, IamName name) => $"arn:aws:iam::{caller.Account}:{kind}{path ?? IamPath.Root}{name}";

    /// <summary>All of a kind, where single ones cannot be named: <c>arn:aws:iam::123456789012:user/</c>.</summary>
    public static string All(Caller caller, string kind) => $"arn:aws:iam::{caller.Account}:{kind}/";

    /// <summary>
    /// Of a user, group or role that a request names by its ARN. Such operations find them by account, kind and name, so that is
    /// what is asked about, however the rest is written. Other text stays as it is.
    /// </summary>
    public static string Named(string text) =>
        Arn.TryParse(text, out var arn) && arn.Service == "iam" && arn.Resource.Split('/') is [("user" or "group" or "role") and var kind, .., var name]
            ? $"arn:aws:iam::{arn.Account}:{kind}/{name}"
            : text;

    /// <summary>The user that a request names, or else the caller itself.</summary>
    public static string User(Caller caller, IamName? name) => name is { } named ? Of(caller, "user", named) : caller.Principal.Kind switch
    {
        PrincipalKind.User or PrincipalKind.Account => caller.Principal.Arn,
        // Will be refused for what it leaves out, if it may ask at all.
        _ => All(caller, "user"),
    };
}
