using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Wire;

namespace Slipway.Kms.Policies;

/// <summary>
/// The policy that AWS gives a key without one: its account decides, by the policies of its users and roles. It is the only
/// one that is taken, since it is the only one that is obeyed.
/// </summary>
internal static class DefaultPolicy
{
    public const string Name = "default";

    public static string Of(string account) => $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{account}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    /// <summary>Passes what means the same, whatever its ids and spaces.</summary>
    /// <exception cref="AwsError">MalformedPolicyDocumentException; UnsupportedOperationException for one that means something else.</exception>
    public static void RequireFor(string account, string policy)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(policy);
        }
        catch (JsonException)
        {
            throw KmsErrors.MalformedPolicy("The policy is not JSON");
        }

        if (document is not JsonObject root || !root.ContainsKey("Statement")) throw KmsErrors.MalformedPolicy("The policy has no Statement");
        if (!IsDefault(root, account))
        {
            throw KmsErrors.Unsupported(
                "Key policies other than the default one are not supported, which leaves the key to the policies of its account's users and roles: " +
                $"a single statement that allows kms:* on * to arn:aws:iam::{account}:root");
        }
    }

    private static bool IsDefault(JsonObject policy, string account) =>
        policy.All(member => member.Key is "Version" or "Id" or "Statement")
        && Only(policy["Statement"]) is JsonObject statement
        && statement.All(member => member.Key is "Sid" or "Effect" or "Principal" or "Action" or "Resource")
        && TextOf(statement["Effect"]) == "Allow"
        && TextOf(Only(statement["Action"]))?.ToLowerInvariant() is "kms:*"
        && TextOf(Only(statement["Resource"])) == "*"
        && statement["Principal"] is JsonObject { Count: 1 } principal
        && (TextOf(Only(principal["AWS"])) is { } who && (who == account || who == $"arn:aws:iam::{account}:root"));

    private static JsonNode? Only(JsonNode? node) => node is JsonArray list ? list.Count == 1 ? list[0] : null : node;

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
