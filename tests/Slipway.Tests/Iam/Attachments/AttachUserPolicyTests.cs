namespace Slipway.Tests.Iam.Attachments;

public sealed class AttachUserPolicyTests() : AttachPolicyCases("User", most: 10);
