namespace Slipway.Tests.Iam.Attachments;

public sealed class DetachUserPolicyTests() : DetachPolicyCases("User");
