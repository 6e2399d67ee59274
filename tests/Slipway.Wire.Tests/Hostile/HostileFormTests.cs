using System.Text;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Hostile;

/// <summary>Forms that no client sends: a 400 in the dialect's own form, whatever it is.</summary>
public sealed class HostileFormTests(WireHost host) : IClassFixture<WireHost>
{
    public static TheoryData<Spoken> Dialects => [Spoken.Query, Spoken.Ec2];

    private static readonly string[] Unreadable =
    [
        "&Text=%", "&Text=%4", "&Text=%zz", "&Text=%%41", "&%=x", "&Text=%u0041", "&Text=%FF", "&Text=%C3", "&Text=%ED%A0%80", "&Text=%C0%80", "&%FF=x",
        "&Text=a&Text=b", "&Te%78t=a&Text=b", "&Text=a&Action=PingQuery", "&Text=a&x&x",
        "&Text.a=b", "&Text=t&Integer=", "&Text=t&Integer=x", "&Text=t&Integer=1.0", "&Text=t&Integer=2147483648", "&Text=t&Integer=0x1", "&Text=t&Integer=%201", "&Text=t&Integer=1e1", "&Text=t&Integer=%D9%A1",
        "&Text=t&Long=9223372036854775808", "&Text=t&Long=1,000", "&Text=t&Number=1e999", "&Text=t&Number=-1e999", "&Text=t&Number=nan", "&Text=t&Number=%E2%88%9E", "&Text=t&Number=1,5", "&Text=t&Number=%201", "&Text=t&Number=",
        "&Text=t&Boolean=True", "&Text=t&Boolean=1", "&Text=t&Boolean=", "&Text=t&Timestamp=", "&Text=t&Timestamp=1769860800", "&Text=t&Timestamp=2026-13-01T00:00:00Z", "&Text=t&Timestamp=0001-01-01T00:00:00%2B14:00",
        "&Text=t&Blob=*", "&Text=t&Blob=A", "&Text=t&Blob=AA+A", "&Text=t&Texts=x", "&Text=t&Labels=x", "&Text=t&Leaf.Key.x=1", "&Text=t&Self.Text.x=1", "&Text=t&Timestamp.x=1",
    ];

    private static readonly string[] UnreadableInQuery =
    [
        "&Text=t&Texts.1=x", "&Text=t&Texts.members.1=x", "&Text=t&Texts.member=x", "&Text=t&Texts.member.0=x", "&Text=t&Texts.member.-1=x", "&Text=t&Texts.member.x=x", "&Text=t&Texts.member.1=a&Texts.member.01=b",
        "&Text=t&Texts.member.4294967297=x", "&Text=t&Texts.member.99999999999999999999=x", "&Text=t&Texts.member.=x", "&Text=t&Texts.=x", "&Text=t&Labels.entry.1.value=x", "&Text=t&Labels.entry.1.key=x",
        "&Text=t&Labels.entry.1=x", "&Text=t&Labels.entry.1.key=a&Labels.entry.1.value=1&Labels.entry.2.key=a&Labels.entry.2.value=2", "&Text=t&Texts.member.%D9%A1=x",
    ];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_cannot_be_read_is_malformed(Spoken dialect)
    {
        var bodies = dialect is Spoken.Query ? Unreadable.Concat(UnreadableInQuery) : Unreadable.Select(body => body.Replace("PingQuery", "PingEc2", StringComparison.Ordinal));
        foreach (var body in bodies) await Malformed(dialect, dialect.EchoAction() + body);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Bytes_that_are_not_utf8_are_malformed(Spoken dialect)
    {
        byte[][] garbage = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]];
        foreach (var bytes in garbage)
        {
            var answer = await host.SendAsync(dialect.Signed([.. Encoding.UTF8.GetBytes(dialect.EchoAction() + "&Text="), .. bytes]));
            Assert.Equal((400, dialect is Spoken.Query ? "MalformedInput" : "MalformedQueryString"), (answer.Error.Status, answer.Error.Code));
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Control_characters_in_a_refusal_do_not_break_it(Spoken dialect)
    {
        var answer = await host.SendAsync(dialect.Signed(dialect.EchoAction() + "&Text=t&Colour=%00%01%0b%1f%7f%EF%BF%BE%EF%BF%BF%F0%9F%9A%A2%3C%3E"));
        Assert.Equal((400, "ValidationError"), (answer.Error.Status, answer.Error.Code));
        Assert.Contains("����\u007f��🚢<>", answer.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Names_that_mean_something_elsewhere_mean_nothing_here(Spoken dialect)
    {
        var body = dialect.EchoAction() + "&Text=t&__proto__.x=1&constructor.prototype=2&toString=3&=4&.=5&..a.=6&GetType=7&Equals.1=8&%00=9&text=lower";
        Assert.Equal("t", (string)dialect.Read(await host.SendAsync(dialect.Signed(body)))["text"]!);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Millions_of_parameters_are_refused_in_no_time(Spoken dialect)
    {
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"&a{i}="));
        await Malformed(dialect, dialect.EchoAction() + "&Text=t" + many);
        await Malformed(dialect, dialect.EchoAction() + "&Text=t" + string.Concat(Enumerable.Repeat("&a", 500_000)));
        // Nothing between the ampersands is nothing at all.
        Assert.Equal(200, (await host.SendAsync(dialect.Signed(dialect.EchoAction() + "&Text=t" + new string('&', 1_000_000)))).Status);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Deep_paths_are_refused_in_no_time(Spoken dialect)
    {
        await Malformed(dialect, dialect.EchoAction() + "&Text=t&" + string.Join('.', Enumerable.Repeat("a", 33)) + "=x");
        await Malformed(dialect, dialect.EchoAction() + "&Text=t&" + new string('.', 1_000_000) + "=x");
        await Malformed(dialect, dialect.EchoAction() + "&Text=t" + string.Concat(Enumerable.Range(0, 9_990).Select(i => $"&{i}" + string.Concat(Enumerable.Repeat(".a", 31)) + "=")));
        var self = string.Concat(Enumerable.Range(1, 31).Select(depth => "&" + string.Concat(Enumerable.Repeat("Self.", depth)) + "Text=t"));
        Assert.Equal(200, (await host.SendAsync(dialect.Signed(dialect.EchoAction() + "&Text=t" + self))).Status);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_first_action_is_not_chosen_over_the_second(Spoken dialect) =>
        await Malformed(dialect, dialect.EchoAction() + "&Text=t&Action=Other");

    [Theory]
    [InlineData("")]
    [InlineData("Action=")]
    [InlineData("Action=PingQuery")]
    [InlineData("Action=pingquery&Version=2026-01-02")]
    [InlineData("Action=PingQuery&Version=2026-01-99")]
    [InlineData("Action=Ping&Version=2026-01-02")]
    [InlineData("Action=PingQuery%00&Version=2026-01-02")]
    [InlineData("Action=%FF&Version=2026-01-02")]
    [InlineData("Action=%&Version=2026-01-02")]
    [InlineData("Action.x=PingQuery&Version=2026-01-02")]
    [InlineData("Version=2026-01-02")]
    [InlineData("{}")]
    [InlineData("%%%%")]
    public async Task An_unknown_action_or_version_is_an_invalid_action(string body)
    {
        foreach (var dialect in new[] { Spoken.Query, Spoken.Ec2 })
        {
            var answer = await host.SendAsync(dialect.Signed(body.Replace("2026-01-02", dialect is Spoken.Query ? "2026-01-02" : "2026-01-03", StringComparison.Ordinal).Replace("PingQuery", dialect is Spoken.Query ? "PingQuery" : "PingEc2", StringComparison.Ordinal)));
            Assert.Equal((400, "InvalidAction"), (answer.Error.Status, answer.Error.Code));
            Assert.Equal(dialect is Spoken.Query ? "ErrorResponse" : "Response", answer.Xml.Name.LocalName);
        }
    }

    [Fact]
    public async Task An_invalid_action_is_named()
    {
        var answer = await host.SendAsync(Spoken.Query.Signed("Action=DoIt&Version=2026-01-02"));
        Assert.Equal("Could not find operation DoIt for version 2026-01-02", answer.Error.Message);
        Assert.Equal("The action DoIt is not valid for this web service.", (await host.SendAsync(Spoken.Ec2.Signed("Action=DoIt&Version=2026-01-03"))).Error.Message);
        var endless = await host.SendAsync(Spoken.Query.Signed($"Action={new string('x', 99)}🚢🚢&Version=2026-01-02"));
        Assert.Equal((400, "InvalidAction"), (endless.Error.Status, endless.Error.Code));
        Assert.True(endless.Body.Length < 1000);
    }

    private async Task Malformed(Spoken dialect, string body)
    {
        var answer = await host.SendAsync(dialect.Signed(body));
        var expected = (400, dialect is Spoken.Query ? "MalformedInput" : "MalformedQueryString");
        Assert.True(answer.Status != 200 && (answer.Status, answer.Error.Code) == expected, $"{body[..Math.Min(body.Length, 200)]}: {answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 500)]}");
        Assert.True(answer.Body.Length < 2000);
    }
}
