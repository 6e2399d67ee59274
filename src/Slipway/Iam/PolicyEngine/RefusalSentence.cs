namespace Slipway.Iam.PolicyEngine;

/// <summary>AWS's sentence for a refusal ("Troubleshoot access denied error messages" in IAM's user guide), word for word.</summary>
internal static class RefusalSentence
{
    public static string Of(PrincipalFacts principal, AuthorizationRequest request, Decision decision)
    {
        var caller = principal.Arn.Length > 0 ? principal.Arn : principal.Service ?? "anonymous";
        var sentence = $"User: {caller} is not authorized to perform: {request.Action} on resource: {request.Resource}";
        // Who is not trusted learns nothing of the role, not even that it is there.
        if (decision.Layer is PolicyLayer.Trust) return sentence;
        if (decision.Outcome is not Outcome.ExplicitDeny) return $"{sentence} because no {Name(decision.Layer)} allows the {request.Action} action";
        var arn = decision.Source?.Arn is { } known ? $": {known}" : "";
        return $"{sentence} with an explicit deny in {(decision.Layer is PolicyLayer.Identity ? "an" : "a")} {Name(decision.Layer)}{arn}";
    }

    private static string Name(PolicyLayer layer) => layer switch
    {
        PolicyLayer.ServiceControl => "service control policy",
        PolicyLayer.Resource => "resource-based policy",
        PolicyLayer.Boundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        _ => "identity-based policy",
    };
}
