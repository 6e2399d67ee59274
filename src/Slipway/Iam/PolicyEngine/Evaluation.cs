namespace Slipway.Iam.PolicyEngine;

/// <summary>Decides one request, in AWS's order ("Policy evaluation logic" in IAM's user guide). Pure.</summary>
internal static class Evaluation
{
    public static Decision Decide(PrincipalFacts principal, PrincipalPolicies policies, AuthorizationRequest request) =>
        throw new NotImplementedException();

    /// <summary>The same decision with every statement that matched, layer by layer; for the simulator and the log.</summary>
    public static Trace Explain(PrincipalFacts principal, PrincipalPolicies policies, AuthorizationRequest request) =>
        throw new NotImplementedException();
}
