namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class ListUserPoliciesTests() : ListInlinePoliciesCases("User");
