using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Slipway.Tests.Support;

/// <summary>What an AWS call answered, read in whichever envelope it came.</summary>
internal sealed record AwsAnswer(int Status, string Body, HttpResponseMessage Http)
{
    public bool IsXml => Body.StartsWith('<');

    /// <summary>The error code; null when the call succeeded.</summary>
    public string? Error => Status < 400 ? null : IsXml ? Find("Code") : Json.TryGetProperty("__type", out var type) ? type.GetString() : null;

    public string? Message => IsXml ? Find("Message") : Json.TryGetProperty("message", out var text) ? text.GetString() : null;

    public JsonElement Json => field.ValueKind == JsonValueKind.Undefined ? field = JsonDocument.Parse(Body).RootElement : field;

    /// <summary>The member at a path such as <c>repository.repositoryArn</c> or <c>imageIds.0.imageTag</c>.</summary>
    public JsonElement this[string path] => path.Split('.').Aggregate(Json, (at, step) =>
        int.TryParse(step, out var index) ? at[index] : at.GetProperty(step));

    /// <summary>The text of the first XML element of this name.</summary>
    public string? Find(string element) => XDocument.Parse(Body).Descendants().FirstOrDefault(found => found.Name.LocalName == element)?.Value;

    /// <summary>The texts of all XML elements of this name, in their order.</summary>
    public IReadOnlyList<string> All(string element) =>
        [.. XDocument.Parse(Body).Descendants().Where(found => found.Name.LocalName == element).Select(found => found.Value)];

    /// <summary>The answer as it is every time, for golden files: of the ids that were made for it only the kind is left.</summary>
    public string Repeatable() => Regex.Replace(
        Regex.Replace(Body, "<RequestId>[^<]*</RequestId>", "<RequestId/>"), @"\b(A[A-Z]{3})[A-Z2-7]{16,17}\b", "$1");

    public AwsAnswer Expect(HttpStatusCode status)
    {
        Assert.True((int)status == Status, $"Expected {(int)status}, got {Status}: {Body}");
        return this;
    }
}
