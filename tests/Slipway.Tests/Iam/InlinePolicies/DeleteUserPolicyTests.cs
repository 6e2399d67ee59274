namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class DeleteUserPolicyTests() : DeleteInlinePolicyCases("User");
