using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>The AWS SDKs for Python and JavaScript: each runs a script that prints a line a step.</summary>
public sealed class SdkTests(SharedServer shared)
{
    private readonly ServerProgram server = shared.Program;

    [Fact]
    public async Task Boto3_pages_waits_and_raises_typed_errors()
    {
        Tool.Require("python3");
        var has = await Tool.RunAsync("python3", ["-c", "import boto3"], server.ClientEnvironment);
        Assert.SkipUnless(has.Code == 0, "boto3 is not installed here");
        using var client = new Client(server.Url);
        await client.CreateRepository("sdk/python");
        foreach (var tag in new[] { "a", "b", "c" }) Assert.True(await SmallImage.Random(new(tag[0]), layers: 1, layerSize: 500).Push(client, "sdk/python", tag));

        var steps = await RunAsync("python3", Path.Combine(Checkout.Clients, "boto3/ecr.py"), "sdk/python", "b");
        Assert.Equal("arn:aws:iam::000000000000:user/admin", One(steps, "whoami").GetProperty("arn").GetString());
        Assert.All(steps["paged"], page => Assert.True(page.GetProperty("whole").GetBoolean()));
        Assert.Equal(["a", "b", "c"], One(steps, "images").GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal([true, false], steps["waited"].Select(wait => wait.GetProperty("there").GetBoolean()));
        Assert.Equal(["LifecyclePolicyPreviewNotFoundException", "ScanNotFoundException"], steps["waiter"].Select(waiter => waiter.GetProperty("reason").GetString()).Order());
        Assert.Equal(2, One(steps, "previewed").GetProperty("expiring").GetInt32());
        Assert.True(One(steps, "scanned").GetProperty("status").GetString() is "FAILED" or "COMPLETE");
        Assert.Equal("The repository with name 'no/such/repository' does not exist in the registry with id '000000000000'", One(steps, "missing").GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_javascript_sdk_does_a_day_of_ecr()
    {
        Tool.Require("node");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Checkout.Clients, "sdk-js/node_modules/@aws-sdk/client-ecr")), "the npm packages of e2e/sdk-js are not installed here");
        var steps = await RunAsync("node", Path.Combine(Checkout.Clients, "sdk-js/ecr.mjs"));
        Assert.True(One(steps, "again").GetProperty("isTyped").GetBoolean());
        Assert.Equal(3, One(steps, "listed").GetProperty("listed").GetInt32());
        Assert.True(One(steps, "listed").GetProperty("areManyPages").GetBoolean());
        Assert.Equal("IMMUTABLE", One(steps, "mutability").GetProperty("is").GetString());
        Assert.Equal(("AWS", 12), (One(steps, "token").GetProperty("user").GetString(), One(steps, "token").GetProperty("hours").GetInt32()));
        One(steps, "done");
    }

    private async Task<ILookup<string, JsonElement>> RunAsync(params string[] command)
    {
        var ended = (await Tool.RunAsync(command[0], command[1..], server.ClientEnvironment)).Succeeds();
        return ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToLookup(step => step.GetProperty("step").GetString()!);
    }

    private static JsonElement One(ILookup<string, JsonElement> steps, string name) => Assert.Single(steps[name]);
}
