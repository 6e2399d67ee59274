using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>
/// The AWS SDK for Python calls every operation of ECR that it knows, with its paginators, waiters and exceptions, and holds
/// every answer against its own model. An operation that is never called is a failure; what an older boto3 lacks is told.
/// </summary>
public sealed class Boto3Tests(OwnServer own) : IClassFixture<OwnServer>
{
    [Fact]
    public async Task Every_operation_does_what_it_says_in_the_shapes_of_the_model()
    {
        Tool.Require("python3");
        var has = await Tool.RunAsync("python3", ["-c", "import boto3"], own.Program.ClientEnvironment);
        Assert.SkipUnless(has.Code == 0, "boto3 is not installed here");
        var told = (await Tool.RunAsync("python3", ["-B", Path.Combine(Checkout.Clients, "boto3/every")], own.Program.ClientEnvironment)).Succeeds().Json;
        TestContext.Current.TestOutputHelper?.WriteLine(JsonSerializer.Serialize(told));
        Assert.Equal([], told.GetProperty("wrong").EnumerateArray().Select(line => line.GetString()!));
        // The oldest boto3 that is driven knows this many; fewer would mean that something else was asked.
        Assert.InRange(told.GetProperty("called").GetInt32(), 35, int.MaxValue);
    }
}
