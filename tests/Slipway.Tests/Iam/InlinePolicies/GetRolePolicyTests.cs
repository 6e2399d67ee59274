namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class GetRolePolicyTests() : GetInlinePolicyCases("Role");
