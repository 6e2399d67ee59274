namespace Slipway.Tests.Iam.Attachments;

public sealed class ListAttachedUserPoliciesTests() : ListAttachedPoliciesCases("User");
