using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class CreateInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_profile_is_answered_as_AWS_answers() => Golden.Matches(
        (await app.Iam("CreateInstanceProfile", "InstanceProfileName=Machine", "Path=/team/", "Tags.member.1.Key=a", "Tags.member.1.Value=1"))
            .Expect(HttpStatusCode.OK).Repeatable(),
        "tagged");

    [Fact]
    public async Task Without_a_path_it_is_at_the_root_and_has_a_unique_id()
    {
        var created = (await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine")).Expect(HttpStatusCode.OK);
        Assert.Equal(("arn:aws:iam::000000000000:instance-profile/machine", ""), (created.Find("Arn"), created.Find("Roles")));
        Assert.Matches("^AIPA[A-Z2-7]{17}$", created.Find("InstanceProfileId"));
    }

    [Fact]
    public async Task A_name_that_differs_in_case_alone_is_taken()
    {
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=Machine").Done();
        (await app.Iam("CreateInstanceProfile", "InstanceProfileName=mACHINE", "Path=/x/")).IsRefused(
            409, "EntityAlreadyExists", "Instance Profile mACHINE already exists.");
    }
}
