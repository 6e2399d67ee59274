using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Organizations.Units;

public sealed class ListRootsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task There_is_one_root_with_service_control_policies_in_force() =>
        Golden.Matches((await app.Org("ListRoots", new { })).Expect(HttpStatusCode.OK).Body, "root");

    [Fact]
    public async Task A_token_was_never_given_out() => (await app.Org("ListRoots", new { NextToken = "x" }))
        .IsRefusedFor("InvalidInputException", "INVALID_NEXT_TOKEN", "You provided an invalid NextToken value.");
}
