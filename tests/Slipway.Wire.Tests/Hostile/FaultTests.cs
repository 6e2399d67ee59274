using Microsoft.Extensions.Logging;
using Slipway.Wire.Tests.Shapes;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Hostile;

/// <summary>What happens when an operation has a bug: the client learns nothing but the request's id, the log everything, once.</summary>
public sealed class FaultTests(WireHost host) : IClassFixture<WireHost>
{
    private static readonly string[] Ways = ["THROW", "FORGET_REQUIRED", "INVENT_WORD", "NOTHING"];

    public static TheoryData<Spoken, string> Bugs => [.. Enum.GetValues<Spoken>().SelectMany(protocol => Ways.Select(how => (protocol, how)))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_bug_is_a_fault_with_a_request_id_and_one_line_in_the_log(Spoken protocol, string how)
    {
        var before = host.Log.Lines.Count;
        var answer = await host.SendAsync(Call(protocol, how));

        Assert.Equal((500, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."), answer.Error);
        Assert.DoesNotContain(Fails.Secret, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("written before", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", answer.Text, StringComparison.Ordinal);
        if (protocol is Spoken.Query) Assert.Contains("<Type>Receiver</Type>", answer.Text, StringComparison.Ordinal);

        var line = Assert.Single(host.Log.Lines.Skip(before));
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains(answer.RequestId, line.Text, StringComparison.Ordinal);
        Assert.NotNull(line.Fault);
    }

    [Fact]
    public async Task A_refusal_is_not_logged_as_a_fault()
    {
        var before = host.Log.Lines.Count;
        Assert.Equal(400, (await host.SendAsync(Call(Spoken.Query, "REFUSE"))).Status);
        Assert.Equal(before, host.Log.Lines.Count);
    }

    private static WireRequest Call(Spoken protocol, string how) => protocol switch
    {
        Spoken.Json10 => Signer.Sign(WireRequest.Json("Shapes_V1.FailJson", $$"""{"how":"{{how}}"}""").Without("Content-Type").With("Content-Type", "application/x-amz-json-1.0"), Key.Alice, "shapes"),
        Spoken.Json11 => Signer.Sign(WireRequest.Json("Shapes_V1.FailJson", $$"""{"how":"{{how}}"}"""), Key.Alice, "shapes"),
        Spoken.Query => Signer.Sign(WireRequest.Form($"Action=FailQuery&Version=2026-01-02&How={how}"), Key.Alice, "forms"),
        _ => Signer.Sign(WireRequest.Form($"Action=FailEc2&Version=2026-01-03&How={how}"), Key.Alice, "ec2forms"),
    };
}
