using System.Text;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Tests.Hostile;

/// <summary>What the largest body can make the readers allocate, whatever it holds: a bounded multiple of its size.</summary>
public sealed class MemoryTests
{
    private const int Body = OperationTraits.DefaultMaxBody;
    private const long Most = 80L * Body;

    public static TheoryData<string, string> Forms => new()
    {
        { "many names", Filled(i => $"a{i}=&") },
        { "deep paths that share nothing", Filled(i => $"{i}{string.Concat(Enumerable.Repeat(".a", 31))}=&") },
        { "deep paths of nothing", new string('.', Body) },
        { "items", Filled(i => $"Texts.member.{i + 1}=&") },
        { "escapes", "Text=" + string.Concat(Enumerable.Repeat("%41", Body / 3 - 2)) },
        { "one name", new string('a', Body) },
        { "ampersands", new string('&', Body) },
    };

    public static TheoryData<string, string> Documents => new()
    {
        { "texts", "{\"text\":\"t\",\"texts\":[" + Filled(_ => "\"\",").Trim(',') + "]}" },
        { "rows", "{\"text\":\"t\",\"matrix\":[" + Filled(_ => "[],").Trim(',') + "]}" },
        { "unknown numbers", "{\"text\":\"t\",\"x\":[" + Filled(_ => "0,").Trim(',') + "]}" },
        { "labels", "{\"text\":\"t\",\"labels\":{" + Filled(i => $"\"{i}\":\"\",").Trim(',') + "}}" },
        { "unknown members", "{" + Filled(i => $"\"{i}\":0,") + "\"text\":\"t\"}" },
        { "escapes", "{\"text\":\"" + string.Concat(Enumerable.Repeat("\\u0041", Body / 6 - 4)) + "\"}" },
        { "wrong words", "{\"text\":\"t\",\"leaves\":[" + Filled(_ => "{},").Trim(',') + "]}" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form(string what, string form) => Bounded(what, form, Protocol.AwsQuery, MemberCasing.Pascal);

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document(string what, string document) => Bounded(what, document, Protocol.AwsJson11, MemberCasing.Camel);

    private static void Bounded(string what, string text, Protocol protocol, MemberCasing casing)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var echo = OperationTable.All.Single(operation => operation.Name == "EchoJson");
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            echo.Bind(protocol.Read(body, new(casing)));
        }
        catch (Unreadable)
        {
            // As good an end as any.
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.SendDiagnosticMessage($"{what}: {allocated >> 20} MiB for {body.Length >> 10} KiB");
        Assert.True(allocated < Most, $"{what}: {allocated >> 20} MiB");
    }

    private static string Filled(Func<int, string> piece)
    {
        var text = new StringBuilder(Body);
        for (var i = 0; text.Length < Body - 200; i++) text.Append(piece(i));
        return text.ToString();
    }
}
