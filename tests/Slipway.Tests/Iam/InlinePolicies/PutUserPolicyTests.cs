namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class PutUserPolicyTests() : PutInlinePolicyCases("User", most: 2048);
