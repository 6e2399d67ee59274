using Slipway.Ecr.Lifecycle;
using static Slipway.Tests.Ecr.Lifecycle.LifecycleCalls;

namespace Slipway.Tests.Ecr.Lifecycle;

/// <summary>Every rule about the text of a policy, and its words.</summary>
public sealed class LifecyclePolicyTextTests
{
    private const string Unreadable = "Could not map policyString into LifecyclePolicy.", NoMatch = "instance failed to match exactly one schema (matched 0 out of 2)";

    private const string Newest = "\"countType\":\"imageCountMoreThan\",\"countNumber\":1", Days = "\"countUnit\":\"days\",\"countNumber\":90";

    private const string Archive = """{"type":"transition","targetStorageClass":"archive"}""";

    public static TheoryData<string, string> Refused() => new()
    {
        { "", Unreadable },
        { "[]", Unreadable },
        { "{\"rules\":[", Unreadable },
        { "{\"x\":1,\"rules\":[]}", "object instance has properties which are not allowed by the schema: ([\"x\"])\narray is too short: must have at least 1 elements but instance has 0 elements" },
        { "{\"rules\":{}}", "instance type (object) does not match any allowed primitive type (allowed: [\"array\"])" },
        { "{\"rules\":[null]}", "instance type (null) does not match any allowed primitive type (allowed: [\"object\"])" },
        { "{\"rules\":[{}]}", "object has missing required properties ([\"action\",\"rulePriority\",\"selection\"])" },
        { Policy([.. Enumerable.Range(1, 51).Select(n => Rule(n, "tagged", $"\"tagPatternList\":[\"{n}\"],{Newest}"))]), "array is too long: must have at most 50 elements but instance has 51 elements" },
        { Policy(Rule(0, "any", Newest)), "numeric instance is lower than the required minimum (minimum: 1, found: 0)" },
        { Policy(Rule(1, "foo", Newest)), "instance value (foo) not found in enum :(possible values: [\"any\",\"tagged\",\"untagged\"])" },
        { Policy(Rule(1, "any", "\"countType\":\"other\",\"countNumber\":1")), NoMatch },
        { Policy(Rule(1, "any", $"\"countUnit\":\"days\",{Newest}")), NoMatch },
        { Policy(Rule(1, "any", "\"countType\":\"sinceImagePushed\",\"countNumber\":1")), NoMatch },
        { Policy(Rule(1, "any", $"\"countUnit\":null,{Newest}")), $"{NoMatch}\ninstance value (null) not found in enum :(possible values: [\"days\"])" },
        { Policy(Rule(1, "any", $"\"tagPatternList\":null,\"tagPrefixList\":null,{Newest}")), "instance type (null) does not match any allowed primitive type (allowed: [\"array\"])\ninstance type (null) does not match any allowed primitive type (allowed: [\"array\"])" },
        { Policy(Rule(1, "tagged", $"\"tagPrefixList\":[],{Newest}")), "array is too short: must have at least 1 elements but instance has 0 elements" },
        { Policy(Rule(1, "tagged", $"\"tagPrefixList\":[\"\",1],{Newest}")), "string \"\" is too short (length: 0, required minimum: 1)\ninstance type (integer) does not match any allowed primitive type (allowed: [\"string\"])" },
        { Policy(Rule(1, "any", "\"countType\":\"imageCountMoreThan\",\"countNumber\":1.5")), "instance type (number) does not match any allowed primitive type (allowed: [\"integer\"])" },
        { Policy(Rule(1, "any", "\"countType\":\"imageCountMoreThan\",\"countNumber\":99999999999")), Unreadable },
        { Policy(Rule(1, "any", "\"countType\":\"imageCountMoreThan\"")), "object has missing required properties ([\"countNumber\"])" },
        { Policy(Rule(1, "any", $"\"storageClass\":\"cold\",{Newest}")), "instance value (cold) not found in enum :(possible values: [\"archive\",\"standard\"])" },
        { Policy(Rule(1, "any", Newest, "{}")), "object has missing required properties ([\"type\"])" },
        { Policy(Rule(1, "any", Newest, """{"type":"keep"}""")), "instance value (keep) not found in enum :(possible values: [\"expire\",\"transition\"])" },
        { Policy(Rule(1, "any", Newest, """{"type":"transition"}""")), NoMatch },
        { Policy(Rule(1, "any", Newest, """{"type":"expire","targetStorageClass":"archive"}""")), NoMatch },
        { Policy(Rule(1, "any", Newest, """{"type":"expire","targetStorageClass":null}""")), $"{NoMatch}\ninstance value (null) not found in enum :(possible values: [\"archive\"])" },
        { Policy(Rule(1, "tagged", Newest)), "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED." },
        { Policy(Rule(1, "tagged", $"\"tagPrefixList\":[\"a\"],\"tagPatternList\":[\"a\"],{Newest}")), "Must specify only one of tagPrefixList and tagPatternList." },
        { Policy(Rule(1, "untagged", $"\"tagPrefixList\":[\"a\"],{Newest}")), "tagPrefixList and tagPatternList can only be specified when tagStatus=TAGGED." },
        { Policy(Rule(1, "tagged", $"\"tagPatternList\":[\"****\",\"a*b*c*d*e*\"],{Newest}")), "tagPatternList can contain at most 4 wildcards (*) per string: a*b*c*d*e*" },
        { Policy(Rule(1, "any", $"\"countType\":\"sinceImagePulled\",{Days}")), "countType=sinceImagePulled can only be specified when action type=TRANSITION." },
        { Policy(Rule(1, "any", $"\"countType\":\"slipway:sinceImagePulled\",{Days}", Archive)), "countType=slipway:sinceImagePulled can only be specified when action type=EXPIRE." },
        { Policy(Rule(1, "any", $"\"countType\":\"sinceImageTransitioned\",{Days}")), "countType=sinceImageTransitioned can only be specified when storageClass=ARCHIVE." },
        { Policy(Rule(1, "any", $"\"storageClass\":\"archive\",\"countType\":\"sinceImageTransitioned\",{Days}", Archive)), "countType=sinceImageTransitioned can only be specified when action type=EXPIRE." },
        { Policy(Rule(1, "any", "\"storageClass\":\"archive\",\"countType\":\"sinceImageTransitioned\",\"countUnit\":\"days\",\"countNumber\":89")), "countNumber must be at least 90 when countType=sinceImageTransitioned." },
        { Policy(Rule(1, "any", $"\"storageClass\":\"archive\",{Newest}")), "Only countType=sinceImageTransitioned can be specified when storageClass=ARCHIVE." },
        { Policy(KeepNewest(1, "untagged", 1), KeepNewest(1, "any", 1)), "Rule priorities must be unique." },
        { Policy(KeepNewest(1, "any", 1), KeepNewest(2, "untagged", 1)), "Rule for tagStatus=ANY must have the lowest priority per storage class." },
        { Policy(KeepNewest(1, "untagged", 1), KeepNewest(2, "untagged", 2)), "Only one rule can select Untagged images per storage class." },
        { Policy(KeepNewest(1, "tagged", 1, "a", "b"), KeepNewest(2, "tagged", 2, "b", "a")), "Rules must not repeat a tagPrefixList or tagPatternList per storage class." },
    };

    public static TheoryData<string> Accepted() =>
    [
        Policy(KeepNewest(1, "tagged", 1, "a*"), KeepNewest(2, "untagged", 1), KeepNewest(30, "any", 1)),
        Policy(Rule(1, "tagged", $"\"tagPrefixList\":[\"a\"],{Newest}"), KeepNewest(2, "tagged", 1, "a")),
        Policy(Rule(1, "any", $"\"storageClass\":\"standard\",\"countType\":\"sinceImagePulled\",{Days}", Archive), Rule(2, "any", $"\"storageClass\":\"archive\",\"countType\":\"sinceImageTransitioned\",{Days}")),
        Policy(Rule(1, "any", $"\"countType\":\"sinceImagePushed\",{Days}", Archive)),
        Policy(Rule(1, "any", $"\"countType\":\"slipway:sinceImagePulled\",{Days}")),
        Policy(Rule(1, "any", "\"countType\":\"imageCountMoreThan\",\"countNumber\":1e1")),
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused(string text, string fault)
    {
        Assert.False(LifecyclePolicyText.TryParse(text, out _, out var said));
        Assert.Equal(fault, said);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void It_is_accepted(string text) => Assert.True(LifecyclePolicyText.TryParse(text, out _, out var fault), fault);
}
