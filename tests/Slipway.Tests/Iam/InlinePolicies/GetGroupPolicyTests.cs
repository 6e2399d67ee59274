namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class GetGroupPolicyTests() : GetInlinePolicyCases("Group");
