using System.Text.RegularExpressions;
using Slipway.Wire;
using Slipway.Wire.Protocols;

namespace Slipway.Tests.Contract;

/// <summary>Every implemented operation has the members, types, bounds and words that the clients' own models state.</summary>
public sealed partial class ServiceModelTests
{
    /// <summary>What differs on purpose, with the reason.</summary>
    private static readonly Dictionary<string, string> Accepted = new(StringComparer.Ordinal)
    {
        [$"PutImage input.imageTag: pattern is none in the model, {Slipway.Registry.ImageTag.Pattern} here"] = "a tag must be one that registry clients can name",
    };

    /// <summary>The botocore whose models the operations were written after.</summary>
    private static readonly Version Written = new(1, 43, 11);

    // Our own service is in nobody's model.
    private static IEnumerable<OperationEntry> OfAws => OperationTable.All.Where(operation => operation.Service.SigningName != "slipway");

    public static TheoryData<string> Operations => [.. OfAws.Select(operation => $"{operation.Service.SigningName}:{operation.Name}")];

    public static TheoryData<string> Services => [.. OfAws.Select(operation => operation.Service.SigningName).Distinct()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_is_what_its_model_says(string name)
    {
        var operation = OperationTable.All.Single(operation => $"{operation.Service.SigningName}:{operation.Name}" == name);
        var model = ServiceModel.Of(operation.Service.SigningName);
        var found = ModelComparison.Differences(operation, model);
        Assert.All(Accepted.Keys.Where(accepted => accepted.StartsWith($"{operation.Name} ", StringComparison.Ordinal)), accepted =>
            Assert.Contains(accepted[(operation.Name.Length + 1)..], found));
        var differences = found
            .Where(difference => !Accepted.ContainsKey($"{operation.Name} {difference}"))
            .Where(difference => model.BotocoreVersion >= Written || !IsLater(difference));
        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_is_addressed_as_its_model_says(string name)
    {
        var service = OperationTable.All.First(operation => operation.Service.SigningName == name).Service;
        var metadata = ServiceModel.Of(name).Metadata;
        Assert.Equal(Text("apiVersion"), service.Version);
        Assert.Equal(Text("targetPrefix"), service.TargetPrefix);
        Assert.Equal(Text("xmlNamespace"), service.XmlNamespace);
        Assert.Equal(Text("signingName") ?? Text("endpointPrefix"), service.SigningName);
        Assert.Equal(
            Text("protocol") switch
            {
                "json" when Text("jsonVersion") == "1.0" => Protocol.AwsJson10,
                "json" => Protocol.AwsJson11,
                "ec2" => Protocol.Ec2Query,
                _ => Protocol.AwsQuery,
            },
            service.Protocols[0]);

        string? Text(string member) => metadata.TryGetProperty(member, out var value) ? value.GetString() : null;
    }

    [Fact]
    public void Every_error_of_ECR_is_one_that_its_model_knows()
    {
        var known = ServiceModel.Of("ecr").Errors.ToHashSet(StringComparer.Ordinal);
        var given = ErrorCodes().Matches(File.ReadAllText(SourceTree.At("src/Slipway/Ecr/EcrErrors.cs"))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(given);
        Assert.All(given, code => Assert.Contains(code, known));
    }

    // What AWS has changed between the botocore of Debian 12 (1.29.27) and the one that the operations were written after:
    // new members and words, a wider grammar of repository names, and tags whose members became required.
    private static bool IsLater(string difference) =>
        difference.EndsWith(ModelComparison.NotModelled, StringComparison.Ordinal) || LaterChange().IsMatch(difference);

    [GeneratedRegex(@"\.repositoryNames?(\[\])?: pattern is |\.tags\[\]\.(Key|Value): is optional in the model, required here$")]
    private static partial Regex LaterChange();

    [GeneratedRegex("\"(\\w+Exception)\"")]
    private static partial Regex ErrorCodes();
}
