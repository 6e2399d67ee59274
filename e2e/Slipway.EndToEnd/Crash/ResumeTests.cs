using System.Globalization;
using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>An upload under way survives the server's end, whether it was asked to stop or killed.</summary>
public sealed class ResumeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_goes_on_where_it_stood_after_a_restart(bool isKilled)
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("resume/test");
        var content = SmallImage.Bytes(new(1), 3_000_000);
        using var patched = await client.Send(HttpMethod.Patch, await client.OpenUpload("resume/test"), new ByteArrayContent(content, 0, 2_000_000));
        Assert.Equal("0-1999999", patched.Headers.GetValues("Range").Single());
        var location = patched.Headers.Location!.ToString();

        if (isKilled) await server.KillAsync();
        else Assert.Equal(0, await server.StopAsync());
        await server.StartAsync();

        using var status = await client.Get(location);
        Assert.Equal(HttpStatusCode.NoContent, status.StatusCode);
        var range = status.Headers.GetValues("Range").Single();
        var received = int.Parse(range.AsSpan(range.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture) + 1;
        Assert.Equal(2_000_000, received);

        var rest = new ByteArrayContent(content, received, content.Length - received);
        rest.Headers.TryAddWithoutValidation("Content-Range", $"{received}-{content.Length - 1}");
        using var more = await client.Send(HttpMethod.Patch, location, rest);
        Assert.Equal(HttpStatusCode.Accepted, more.StatusCode);
        using var done = await client.Send(HttpMethod.Put, Client.With(location, $"digest={Client.DigestOf(content)}"), null);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);

        using var pulled = await client.Get($"/v2/resume/test/blobs/{Client.DigestOf(content)}");
        Assert.Equal(content, await pulled.Content.ReadAsByteArrayAsync());
    }
}
