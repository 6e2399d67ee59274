using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>A rule, a web hook and an event, as a user types them; and the server killed in between.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private readonly ServerProgram server = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));
    private readonly HttpListener receiver = new();
    private readonly string url = $"http://127.0.0.1:{ServerProgram.FreePort()}/";
    private readonly AwsCli aws;

    public EventsTests() => aws = new(server);

    public async ValueTask InitializeAsync()
    {
        Tool.Require("aws");
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        receiver.Close();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_event_arrives_although_the_receiver_was_away_and_the_server_was_killed()
    {
        var connection = await Events("create-connection", "--name", "hook", "--authorization-type", "API_KEY", "--auth-parameters", "ApiKeyAuthParameters={ApiKeyName=x-key,ApiKeyValue=secret}");
        // The command line would fetch a URL that is a parameter by itself.
        var destination = await Events(
            "create-api-destination",
            "--cli-input-json",
            $$"""{"Name":"hook","ConnectionArn":"{{connection.GetProperty("ConnectionArn").GetString()}}","InvocationEndpoint":"{{url}}","HttpMethod":"POST"}""");
        await Events("put-rule", "--name", "mine", "--event-pattern", """{"source":["my.app"],"detail":{"n":[{"numeric":[">",1]}]}}""");
        var put = await Events("put-targets", "--rule", "mine", "--targets", $"Id=one,Arn={destination.GetProperty("ApiDestinationArn").GetString()}");
        Assert.Equal(0, put.GetProperty("FailedEntryCount").GetInt32());
        var sent = await Events("put-events", "--entries", """[{"Source":"my.app","DetailType":"t","Detail":"{\"n\":1}"},{"Source":"my.app","DetailType":"t","Detail":"{\"n\":2}"}]""");
        var id = sent.GetProperty("Entries")[1].GetProperty("EventId").GetString();

        await server.KillAsync();
        await server.StartAsync();
        receiver.Prefixes.Add(url);
        receiver.Start();
        var context = await receiver.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = JsonDocument.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).RootElement;
        context.Response.Close();
        Assert.Equal((id, 2, "secret"), (body.GetProperty("id").GetString(), body.GetProperty("detail").GetProperty("n").GetInt32(), context.Request.Headers["x-key"]));

        await Events("remove-targets", "--rule", "mine", "--ids", "one");
        (await aws.RunAsync("events", "delete-rule", "--name", "mine")).Succeeds();
        (await aws.RunAsync("events", "describe-rule", "--name", "mine")).FailsWith("ResourceNotFoundException");
        (await aws.RunAsync("events", "put-rule", "--name", "mine", "--event-pattern", "{")).FailsWith("InvalidEventPatternException");
    }

    private async Task<JsonElement> Events(params string[] arguments) => (await aws.RunAsync(["events", .. arguments])).Succeeds().Json;
}
