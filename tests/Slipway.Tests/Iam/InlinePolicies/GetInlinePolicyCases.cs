using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InlinePolicies;

/// <summary>What it is to read an inline policy of users, groups and roles.</summary>
public abstract class GetInlinePolicyCases(string kind) : IAsyncDisposable
{
    private protected SlipwayApp App { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    [Fact]
    public async Task The_text_comes_back_to_the_letter_percent_encoded()
    {
        const string Document = " {\n\t\"Version\": \"2012-10-17\", \"Statement\": [{ \"Effect\":\"Allow\", \"Action\":[\"ecr:*\"], \"Resource\":\"*\" }] }\n";
        await App.GivenHolder(kind, "Thing");
        await App.PutInline(kind, "Thing", "Own", Document);

        var answer = await Get("thing", "Own");
        Assert.Equal(("Thing", "Own"), (answer.Find($"{kind}Name"), answer.Find("PolicyName")));
        var encoded = answer.Find("PolicyDocument")!;
        Assert.Equal(Document, Uri.UnescapeDataString(encoded));
        Assert.Matches("^[A-Za-z0-9%._~-]+$", encoded);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var word = kind.ToLowerInvariant();
        (await Get("nobody", "Own")).IsRefused(404, "NoSuchEntity", $"The {word} with name nobody cannot be found.");
        await App.GivenHolder(kind, "thing");
        (await Get("thing", "Own")).IsRefused(404, "NoSuchEntity", $"The {word} policy with name Own cannot be found.");
    }

    private Task<AwsAnswer> Get(string name, string policy) => App.Iam($"Get{kind}Policy", $"{kind}Name={name}", $"PolicyName={policy}");
}
