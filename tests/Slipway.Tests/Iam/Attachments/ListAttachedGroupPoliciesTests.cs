namespace Slipway.Tests.Iam.Attachments;

public sealed class ListAttachedGroupPoliciesTests() : ListAttachedPoliciesCases("Group");
