using System.Net.Http.Headers;
using System.Text;

namespace Slipway.Tests.Support;

/// <summary>Signed AWS calls in the two protocols that services of this server are called in.</summary>
internal static class AwsCalls
{
    /// <summary>An ECR operation as the admin.</summary>
    public static Task<AwsAnswer> Ecr(this SlipwayApp app, string operation, string json) => app.Ecr(operation, json, AwsKey.Admin, SlipwayApp.Region);

    public static Task<AwsAnswer> Ecr(this SlipwayApp app, string operation, string json, AwsKey key, string region) =>
        app.Json("ecr", $"AmazonEC2ContainerRegistry_V20150921.{operation}", json, key, region);

    /// <summary>An STS operation as the admin; the parameters are form-encoded, such as <c>RoleArn=…</c>.</summary>
    public static Task<AwsAnswer> Sts(this SlipwayApp app, string operation, params string[] parameters) =>
        app.Query("sts", "2011-06-15", operation, parameters, AwsKey.Admin, SlipwayApp.Region);

    /// <summary>An IAM operation as the admin; the parameters are form-encoded, such as <c>UserName=alice</c>.</summary>
    public static Task<AwsAnswer> Iam(this SlipwayApp app, string operation, params string[] parameters) => app.Iam(AwsKey.Admin, operation, parameters);

    public static Task<AwsAnswer> Iam(this SlipwayApp app, AwsKey key, string operation, params string[] parameters) =>
        app.Query("iam", "2010-05-08", operation, parameters, key, SlipwayApp.Region);

    public static Task<AwsAnswer> Sts(this SlipwayApp app, AwsKey? key, string operation, params string[] parameters) =>
        app.Query("sts", "2011-06-15", operation, parameters, key, SlipwayApp.Region);

    public static Task<AwsAnswer> Organizations(this SlipwayApp app, AwsKey key, string operation, string json) =>
        app.Json("organizations", $"AWSOrganizationsV20161128.{operation}", json, key, SlipwayApp.Region);

    public static Task<AwsAnswer> CloudTrail(this SlipwayApp app, AwsKey key, string operation, string json) =>
        app.Json("cloudtrail", $"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}", json, key, SlipwayApp.Region);

    /// <summary>An EventBridge operation as the admin.</summary>
    public static Task<AwsAnswer> Events(this SlipwayApp app, string operation, string json) => app.Json("events", $"AWSEvents.{operation}", json, AwsKey.Admin, SlipwayApp.Region);

    /// <summary>A parameter of the query protocol, encoded.</summary>
    public static string Form(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";

    public static async Task<AwsAnswer> Json(this SlipwayApp app, string service, string target, string json, AwsKey? key, string region)
    {
        using var request = Post(json, "application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        return await app.Call(request, key, service, region);
    }

    public static async Task<AwsAnswer> Query(
        this SlipwayApp app, string service, string version, string operation, IEnumerable<string> parameters, AwsKey? key, string region)
    {
        using var request = Post(string.Join('&', [$"Action={operation}", $"Version={version}", .. parameters]), "application/x-www-form-urlencoded");
        return await app.Call(request, key, service, region);
    }

    /// <summary>Signs (unless <paramref name="key"/> is null), sends and reads the whole answer.</summary>
    public static async Task<AwsAnswer> Call(this SlipwayApp app, HttpRequestMessage request, AwsKey? key, string service, string region)
    {
        request.RequestUri = new Uri(await app.Url(), request.RequestUri!);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        if (key is not null) AwsSigner.Sign(request, body, key, service, region, app.Clock.GetUtcNow());
        var response = await app.Send(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    private static HttpRequestMessage Post(string body, string type) => new(HttpMethod.Post, "/")
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
    };
}
