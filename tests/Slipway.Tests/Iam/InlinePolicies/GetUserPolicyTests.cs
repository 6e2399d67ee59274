namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class GetUserPolicyTests() : GetInlinePolicyCases("User");
