using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Slipway.Iam.PolicyEngine;
using Slipway.Kernel;

namespace Slipway.Identity.Decisions;

/// <summary>
/// Encoded authorization messages: why a request was refused, sealed, so that only who may call
/// <c>sts:DecodeAuthorizationMessage</c> reads it. The shape is that API's page's.
/// </summary>
internal sealed class DecisionMessages(DataKey dataKey)
{
    /// <summary>Characters that API_DecodeAuthorizationMessage takes.</summary>
    public const int MaxLength = 10_240;

    // So that a message stays below that; the statement that decided is among the first.
    private const int MostStatements = 20;

    private readonly SecretBox box = dataKey.Box("authorization-message");

    /// <summary>Base64url text, bound to the account of who was refused.</summary>
    public string Encode(RefusedDemand refused)
    {
        var trace = refused.Explain();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("allowed", false);
            json.WriteBoolean("explicitDeny", refused.Decision.Outcome is Outcome.ExplicitDeny);
            json.WriteStartObject("matchedStatements");
            json.WriteStartArray("items");
            foreach (var match in trace.Matches.Take(MostStatements))
            {
                json.WriteStartObject();
                json.WriteString("statementId", match.Statement.Sid ?? "");
                json.WriteString("effect", match.Statement.Effect is Effect.Allow ? "ALLOW" : "DENY");
                json.WriteString("policy", match.Source.Arn ?? match.Source.Id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("failures");
            json.WriteStartArray("items");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("context");
            json.WriteStartObject("principal");
            json.WriteString("id", refused.Caller.Principal.UserId);
            json.WriteString("arn", refused.Caller.Principal.Arn);
            json.WriteEndObject();
            json.WriteString("action", refused.Request.Action);
            json.WriteString("resource", refused.Request.Resource);
            json.WriteStartObject("conditions");
            json.WriteStartArray("items");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(box.Seal(buffer.ToArray(), Encoding.UTF8.GetBytes(refused.Caller.Account)));
    }

    /// <param name="account">Of who asks: another account's messages stay shut.</param>
    /// <returns>null for what was not encoded here for this account.</returns>
    public string? Decode(string message, string account) =>
        message.Length <= MaxLength && Base64Url.IsValid(message) && box.TryOpen(Base64Url.DecodeFromChars(message), Encoding.UTF8.GetBytes(account), out var json)
            ? Encoding.UTF8.GetString(json)
            : null;
}
