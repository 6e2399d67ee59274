namespace Slipway.Tests.Iam.Attachments;

public sealed class AttachGroupPolicyTests() : AttachPolicyCases("Group", most: 10);
