namespace Slipway.Tests.Iam.Attachments;

public sealed class DetachGroupPolicyTests() : DetachPolicyCases("Group");
