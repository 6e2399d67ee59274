namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class DeleteGroupPolicyTests() : DeleteInlinePolicyCases("Group");
