using Slipway.Identity;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam;

/// <summary>A role that only its service may change.</summary>
internal static class ServiceLinkedRole
{
    public const string Name = "AWSServiceRoleForECS";

    public static async Task GivenServiceLinkedRole(this SlipwayApp app)
    {
        Role role = new(
            UniqueIds.NewRole(app.Ids), SlipwayApp.Account, "/aws-service-role/ecs.amazonaws.com/", Name, app.Clock.GetUtcNow(), BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1))
        {
            Service = "ecs.amazonaws.com",
        };
        await (await app.Get<IRoleStore>()).AddAsync(role, ["arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"], 1000, TestContext.Current.CancellationToken);
    }

    public static void IsRefusedAsProtected(this AwsAnswer answer) => answer.IsRefused(
        400, "UnmodifiableEntity", $"Cannot perform the operation on the protected role '{Name}' - this role is only modifiable by AWS");
}
