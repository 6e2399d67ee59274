using System.Net;
using System.Xml.Linq;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Simulation;

/// <summary>What the simulator is asked, and what it answers.</summary>
internal static class Simulations
{
    public const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/web";

    /// <summary>A document of these statements.</summary>
    public static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static string Allow(string action, string resource) => $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}""";

    public static string Deny(string action, string resource) => $$"""{"Effect":"Deny","Action":"{{action}}","Resource":"{{resource}}"}""";

    /// <summary>The items of a list parameter.</summary>
    public static string[] List(string name, params string[] values) => [.. values.Select((value, index) => AwsCalls.Form($"{name}.member.{index + 1}", value))];

    public static string[] Context(int place, string name, string type, params string[] values) =>
    [
        AwsCalls.Form($"ContextEntries.member.{place}.ContextKeyName", name),
        AwsCalls.Form($"ContextEntries.member.{place}.ContextKeyType", type),
        .. List($"ContextEntries.member.{place}.ContextKeyValues", values),
    ];

    public static Task<AwsAnswer> Simulate(this SlipwayApp app, params IEnumerable<string>[] parameters) =>
        app.Iam("SimulateCustomPolicy", [.. parameters.SelectMany(part => part)]);

    public static Task<AwsAnswer> SimulatePrincipal(this SlipwayApp app, string arn, params IEnumerable<string>[] parameters) =>
        app.Iam("SimulatePrincipalPolicy", [AwsCalls.Form("PolicySourceArn", arn), .. parameters.SelectMany(part => part)]);

    /// <summary>The results of a simulation, each with its parts at hand.</summary>
    public static IReadOnlyList<XElement> Results(this AwsAnswer answer) =>
        [.. XDocument.Parse(answer.Expect(HttpStatusCode.OK).Body).Descendants().Single(found => found.Name.LocalName == "EvaluationResults").Elements()];

    /// <summary>The texts of the items of a list.</summary>
    public static string[] Results(this AwsAnswer answer, string list) =>
        [.. XDocument.Parse(answer.Expect(HttpStatusCode.OK).Body).Descendants().Single(found => found.Name.LocalName == list).Elements().Select(item => item.Value)];

    public static XElement? Part(this XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static string Decision(this AwsAnswer answer) => answer.Results().Single().Part("EvalDecision")!.Value;

    /// <summary>The ids of the policies whose statements matched.</summary>
    public static string Matched(this XElement result) => string.Join(',', result.Part("MatchedStatements")!.Elements().Select(match => match.Part("SourcePolicyId")!.Value));

    public static string Missing(this XElement result) => string.Join(',', result.Part("MissingContextValues")!.Elements().Select(key => key.Value));
}
