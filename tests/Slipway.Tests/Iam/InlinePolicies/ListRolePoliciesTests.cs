namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class ListRolePoliciesTests() : ListInlinePoliciesCases("Role");
