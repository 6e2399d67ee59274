namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class ListGroupPoliciesTests() : ListInlinePoliciesCases("Group");
