using System.Text.Json;

namespace Slipway.Wire.Audit;

/// <summary>Whom an identity provider vouched for: nobody signed the request, so only its answer says who it was.</summary>
internal static class WebIdentity
{
    public static AuditEvent Named(AuditEvent done)
    {
        if (done is not { ResponseElements: { } elements, RequestParameters: { } parameters }) return done;
        using var answer = JsonDocument.Parse(elements);
        using var request = JsonDocument.Parse(parameters);
        if (Text(answer, "provider") is not { } provider || Text(answer, "subjectFromWebIdentityToken") is not { } subject) return done;
        return done with
        {
            Caller = done.Caller with { Principal = new("", provider, $"{provider}:{Text(answer, "audience")}:{subject}", "") { Kind = PrincipalKind.WebIdentity } },
            Subject = subject,
            Resources = Text(request, "roleArn") is { } role ? [role] : [],
        };
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
