using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam;

/// <summary>A role that only its service may change.</summary>
internal static class ServiceLinkedRole
{
    public const string Name = "AWSServiceRoleForECS";

    public static async Task GivenServiceLinkedRole(this SlipwayApp app) =>
        (await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com")).Expect(HttpStatusCode.OK);

    public static void IsRefusedAsProtected(this AwsAnswer answer) => answer.IsRefused(
        400, "UnmodifiableEntity", $"Cannot perform the operation on the protected role '{Name}' - this role is only modifiable by AWS");
}
