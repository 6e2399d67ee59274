using Slipway.Iam.PolicyEngine;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Simulation;

/// <summary>PolicyEvaluationDecisionType of the model.</summary>
internal enum DecisionType
{
    [Wire("allowed")]
    Allowed,
    [Wire("explicitDeny")]
    ExplicitDeny,
    [Wire("implicitDeny")]
    ImplicitDeny,
}

/// <summary>What came of one action on one resource (API_EvaluationResult).</summary>
/// <param name="MissingContextValues">Of a simulation on all resources; a named one has its own.</param>
/// <param name="OrganizationsDecisionDetail">null where no service control policies bind the principal.</param>
/// <param name="PermissionsBoundaryDecisionDetail">null where there is no boundary.</param>
/// <param name="EvalDecisionDetails">How each kind of policy decided, between accounts; empty within one, null on all resources.</param>
internal sealed record EvaluationResult(
    string EvalActionName,
    string EvalResourceName,
    DecisionType EvalDecision,
    IReadOnlyList<MatchedStatement> MatchedStatements,
    IReadOnlyList<string> MissingContextValues,
    OrganizationsDecisionDetail? OrganizationsDecisionDetail,
    PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail,
    IReadOnlyDictionary<string, DecisionType>? EvalDecisionDetails,
    IReadOnlyList<ResourceSpecificResult>? ResourceSpecificResults);

/// <summary>The same for the resource that was named (API_ResourceSpecificResult).</summary>
internal sealed record ResourceSpecificResult(
    string EvalResourceName,
    DecisionType EvalResourceDecision,
    IReadOnlyList<MatchedStatement> MatchedStatements,
    IReadOnlyList<string> MissingContextValues,
    IReadOnlyDictionary<string, DecisionType>? EvalDecisionDetails,
    PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail);

internal sealed record OrganizationsDecisionDetail(bool AllowedByOrganizations);

internal sealed record PermissionsBoundaryDecisionDetail(bool AllowedByPermissionsBoundary);

/// <summary>A statement that settled a decision (API_Statement).</summary>
/// <param name="SourcePolicyType">In the words that AWS answers with, which are not those of its model.</param>
internal sealed record MatchedStatement(string SourcePolicyId, string SourcePolicyType, PositionShape StartPosition, PositionShape EndPosition)
{
    public static MatchedStatement Of(StatementMatch match) => new(
        match.Source.Id,
        match.Source.Type is PolicySourceType.Resource ? "Resource Policy" : "IAM Policy",
        PositionShape.Of(match.Statement.Start),
        PositionShape.Of(match.Statement.End));
}

/// <summary>A place in a policy's text, both from 1 (API_Position).</summary>
internal sealed record PositionShape(int Line, int Column)
{
    public static PositionShape Of(Position position) => new(position.Line, position.Column);
}
