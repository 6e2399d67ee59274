using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Policies;

public sealed class CreatePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_is_made_and_its_document_kept_as_it_came()
    {
        const string Spaced = """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Deny", "Action": "ecr:*", "Resource": "*" } ] }""";
        var made = (await Create("deny", Spaced, "SERVICE_CONTROL_POLICY")).Expect(HttpStatusCode.OK);
        Golden.Matches(made.Body, "made");
        Assert.Equal(made.Body, (await app.Org("DescribePolicy", new { PolicyId = made["Policy.PolicySummary.Id"].GetString() })).Body);
    }

    [Fact]
    public async Task A_name_is_unique()
    {
        (await Create("a", OrganizationCalls.AllowAll, "SERVICE_CONTROL_POLICY")).Expect(HttpStatusCode.OK);
        (await Create("a", OrganizationCalls.AllowAll, "SERVICE_CONTROL_POLICY")).IsRefused("DuplicatePolicyException", "A policy with the same name already exists.");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")]
    public async Task A_document_must_be_a_service_control_policy(string document) => (await Create("a", document, "SERVICE_CONTROL_POLICY"))
        .IsRefused("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements of the specified policy type.");

    [Fact]
    public async Task A_document_has_at_most_5120_characters() => (await Create("a", OrganizationCalls.AllowAll + new string(' ', 5120), "SERVICE_CONTROL_POLICY"))
        .IsRefusedFor("ConstraintViolationException", "POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the maximum policy size.");

    [Fact]
    public async Task Other_types_are_not_available() => (await Create("a", "{}", "TAG_POLICY"))
        .IsRefused("PolicyTypeNotAvailableForOrganizationException", "The specified policy type is not available for this organization.");

    private Task<AwsAnswer> Create(string name, string content, string type) =>
        app.Org("CreatePolicy", new { Name = name, Description = "d", Content = content, Type = type });
}
