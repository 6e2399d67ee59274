using System.Text;
using Slipway.Wire.Audit;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IAuditTrail"/> must do.</summary>
public abstract class AuditTrailContract
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract IAuditTrail Trail { get; }

    [Fact]
    public async Task An_empty_trail_has_nothing_to_read()
    {
        var page = await Trail.ReadBeforeAsync(AuditPlace.End, notAfter: null, Ct);
        Assert.Empty(page.Lines);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task What_was_appended_is_read_newest_first()
    {
        for (var i = 0; i < 10; i++) await Trail.AppendAsync(Line($"{i}"));
        Assert.Equal(["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"], await ReadAsync());
    }

    [Fact]
    public async Task What_was_posted_stands_before_what_is_appended_later()
    {
        for (var i = 0; i < 100; i++) await Trail.PostAsync(Line($"{i}"));
        await Trail.AppendAsync(Line("last"));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}").Append("last").Reverse(), await ReadAsync());
    }

    [Fact]
    public async Task Reading_goes_on_before_any_line_while_others_are_appended()
    {
        for (var i = 0; i < 5; i++) await Trail.AppendAsync(Line($"{i}"));
        var third = (await Trail.ReadBeforeAsync(AuditPlace.End, notAfter: null, Ct)).Lines[2];
        Assert.Equal("2", Text(third));
        await Trail.AppendAsync(Line("later"));
        Assert.Equal("1", Text((await Trail.ReadBeforeAsync(third.Place, notAfter: null, Ct)).Lines[0]));
    }

    [Fact]
    public async Task Many_at_once_are_all_there_and_each_once()
    {
        var trail = Trail;
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(async () => await trail.AppendAsync(Line($"{i}")), Ct)));
        Assert.Equal(Enumerable.Range(0, 2000), (await ReadAsync()).Select(int.Parse).Order());
    }

    [Fact]
    public async Task Long_lines_come_back_whole()
    {
        string[] lines = [new('a', 300_000), "short", new('b', 600_000)];
        foreach (var line in lines) await Trail.AppendAsync(Line(line));
        Assert.Equal(lines.Reverse(), await ReadAsync());
    }

    protected static ReadOnlyMemory<byte> Line(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(AuditLine line) => Encoding.UTF8.GetString(line.Json.Span);

    protected Task<List<string>> ReadAsync() => ReadAsync(Trail, notAfter: null);

    protected static async Task<List<string>> ReadAsync(IAuditTrail trail, DateTimeOffset? notAfter)
    {
        List<string> lines = [];
        for (AuditPlace? place = AuditPlace.End; place is { } before;)
        {
            var page = await trail.ReadBeforeAsync(before, notAfter, Ct);
            lines.AddRange(page.Lines.Select(Text));
            place = page.Next;
        }

        return lines;
    }
}
