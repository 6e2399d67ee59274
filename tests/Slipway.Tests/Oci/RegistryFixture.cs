using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci;

/// <summary>One server for all tests of a class; each takes a repository of its own.</summary>
public sealed class RegistryFixture : IAsyncDisposable
{
    private int repositories;

    internal SlipwayApp App { get; } = new();

    /// <summary>A fresh repository, with a name of several parts.</summary>
    public async Task<string> NewRepository()
    {
        var name = $"team/app-{Interlocked.Increment(ref repositories)}";
        await App.CreateRepository(name);
        return name;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

internal static class OciAnswers
{
    /// <summary>
    /// Checks that a refusal has its status and, unless it answers <c>HEAD</c>, the specification's JSON ("Error Codes").
    /// </summary>
    /// <returns>The first error's message.</returns>
    public static async Task<string> Refused(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {body}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("registry/2.0", answer.Header("Docker-Distribution-Api-Version"));
        if (answer.RequestMessage!.Method == HttpMethod.Head)
        {
            Assert.Empty(body);
            return "";
        }

        var errors = JsonDocument.Parse(body).RootElement.GetProperty("errors").EnumerateArray().ToList();
        Assert.All(errors, error => Assert.Equal(code, error.GetProperty("code").GetString()));
        Assert.All(errors, error => Assert.Matches("^[A-Z_]+$", error.GetProperty("code").GetString()));
        return errors[0].GetProperty("message").GetString()!;
    }

    public static async Task<HttpResponseMessage> Expect(this Task<HttpResponseMessage> sending, HttpStatusCode status)
    {
        var answer = await sending;
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }

    /// <summary>The value of a header, of the answer or of its content; null when absent.</summary>
    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;

    public static HttpRequestMessage With(this HttpRequestMessage request, string header, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(header, value)) request.Content!.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    /// <summary>A chunk of an upload.</summary>
    public static HttpRequestMessage Chunk(HttpMethod method, string location, byte[] content, string? range)
    {
        var request = new HttpRequestMessage(method, location) { Content = new ByteArrayContent(content) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        if (range is not null) request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        return request;
    }

    internal static async Task<string> StartUpload(this SlipwayApp app, string repository)
    {
        using var answer = await app.Post($"/v2/{repository}/blobs/uploads/", []).Expect(HttpStatusCode.Accepted);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The location of an upload with a query parameter added, whatever it has already.</summary>
    public static string And(this string location, string query) =>
        location + (location.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
}
