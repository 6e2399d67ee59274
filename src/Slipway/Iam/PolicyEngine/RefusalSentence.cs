namespace Slipway.Iam.PolicyEngine;

/// <summary>AWS's sentence for a refusal ("Troubleshoot access denied error messages" in IAM's user guide), word for word.</summary>
internal static class RefusalSentence
{
    public static string Of(PrincipalFacts principal, AuthorizationRequest request, Decision decision) =>
        throw new NotImplementedException();
}
