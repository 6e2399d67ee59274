namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class PutGroupPolicyTests() : PutInlinePolicyCases("Group", most: 5120);
