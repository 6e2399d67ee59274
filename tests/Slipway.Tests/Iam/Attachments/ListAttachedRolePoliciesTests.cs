namespace Slipway.Tests.Iam.Attachments;

public sealed class ListAttachedRolePoliciesTests() : ListAttachedPoliciesCases("Role");
