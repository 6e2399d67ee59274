using Slipway.Iam.PolicyEngine.Documents;

namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>The form of a resource in a document ("IAM JSON policy elements: Resource" in IAM's user guide).</summary>
internal static class ArnText
{
    private static readonly string[] Partitions = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "*"];

    private static readonly string[] IamPaths =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/",
        "saml-provider/", "oidc-provider/", "report/", "access-report/",
    ];

    /// <summary>The resource with a star for each part that was left out at its end, as AWS reads it.</summary>
    /// <exception cref="PolicyFault">It is neither an ARN nor a star.</exception>
    public static string Complete(string resource, bool hasVariables)
    {
        if (FaultOf(resource, hasVariables) is { } fault) throw fault;
        return resource == "*" ? resource : resource + string.Concat(Enumerable.Repeat(":*", 6 - Split(resource, hasVariables).Count));
    }

    /// <returns>null when it is an ARN or a star.</returns>
    public static PolicyFault? FaultOf(string resource, bool hasVariables)
    {
        if (resource == "*") return null;
        var parts = Split(resource, hasVariables);
        return parts switch
        {
            [_] => PolicyFault.NotAnArn(resource),
            [_, var partition, ..] when !Partitions.Contains(partition) => PolicyFault.Partition(partition, Rest(parts)),
            [not "arn", ..] => PolicyFault.NotAnArn(resource),
            [_, _] => PolicyFault.ResourceVendor,
            [_, _, "", ..] => PolicyFault.Legacy,
            { Count: < 6 } when resource.Contains("::", StringComparison.Ordinal) => PolicyFault.Legacy,
            [_, _, var vendor, ..] when vendor.AsSpan().ContainsAny('*', '?') => PolicyFault.ResourceVendor,
            [_, _, "iam", not ("" or "*"), ..] => PolicyFault.IamRegion(resource),
            [_, _, "iam", _, _, var path] when !IsIamPath(path) => PolicyFault.IamResourcePath,
            _ => null,
        };
    }

    /// <summary>Six parts at most; colons inside of <c>${…}</c> separate none.</summary>
    private static List<string> Split(string resource, bool hasVariables)
    {
        List<string> parts = [];
        var start = 0;
        var depth = 0;
        for (var i = 0; i < resource.Length && parts.Count < 5; i++)
        {
            if (hasVariables && resource[i] == '{' && i > 0 && resource[i - 1] == '$') depth = 1;
            if (resource[i] == '}') depth = 0;
            if (resource[i] != ':' || depth > 0) continue;
            parts.Add(resource[start..i]);
            start = i + 1;
        }

        parts.Add(resource[start..]);
        return parts;
    }

    // "root" came later than the sentence (sts:AssumeRoot); what begins with a wildcard or a variable could be any of them.
    private static bool IsIamPath(string path) =>
        path is "root" or ['*' or '?' or '$', ..] || IamPaths.Any(known => path.StartsWith(known, StringComparison.Ordinal));

    private static string Rest(List<string> parts)
    {
        var rest = parts.Skip(2).Concat(["*", "*", "*", "*"]).Take(4).ToList();
        if (parts.Count == 3 && rest[0].Length == 0) rest[0] = "*";
        return string.Join(':', rest);
    }
}
