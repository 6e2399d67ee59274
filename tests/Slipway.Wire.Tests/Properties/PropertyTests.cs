using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Slipway.Wire.Shapes;
using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.Properties;

/// <summary>What must hold for every value and every body, tried on many.</summary>
public sealed class PropertyTests(WireHost host) : IClassFixture<WireHost>
{
    private const int Values = 150;
    private const int Bodies = 250;

    public static TheoryData<Spoken> Protocols => [.. Enum.GetValues<Spoken>()];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Any_value_survives_being_written_and_read(Spoken protocol) => Check(
        AnyValue.Of(Speaking.EveryShape),
        Values,
        async value => Speaking.Same(value, protocol.Read(await host.SendAsync(protocol.Echo(value)))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Any_bytes_are_answered_without_a_fault(Spoken protocol) => Check(AnyRequest.Bytes, Bodies, body => Answered(protocol, body));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Anything_like_a_body_is_answered_without_a_fault(Spoken protocol) =>
        Check(protocol.IsXml() ? AnyRequest.FormLike.Select(form => Form(protocol, form)) : AnyRequest.JsonLike, Bodies, body => Answered(protocol, body));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Any_damaged_body_is_answered_without_a_fault(Spoken protocol) =>
        Check(AnyRequest.Damaged(AnyValue.Of(Speaking.EveryShape).Select(value => protocol.Echo(value).Body)), Bodies, body => Answered(protocol, body));

    [Fact]
    public void Any_authorization_header_is_answered_without_a_fault()
    {
        string[] pieces = ["AWS4-HMAC-SHA256", " ", ",", "=", "Credential", "SignedHeaders", "Signature", "/", "AKIAALICE00000000000", "20260131", "eu-central-1", "shapes", "aws4_request", "host", ";", "x-amz-date", "00", "é", "\t", "\""];
        Check(
            Gen.Elements(pieces).ArrayOf().Select(chosen => "A" + string.Concat(chosen)),
            Bodies,
            async header =>
            {
                var request = WireRequest.Json("Shapes_V1.Ping", "{}").With("X-Amz-Date", Signer.Stamp(StillClock.Noon)).With("Authorization", header);
                Assert.InRange((await host.SendAsync(request)).Status, 400, 403);
            });
    }

    [Fact]
    public void The_values_that_are_tried_are_of_every_kind()
    {
        var samples = Gen.Sample(AnyValue.Of(Speaking.EveryShape), 300, 50).Select(value => value.AsObject()).ToList();
        foreach (var member in Speaking.EveryShape.Members!())
        {
            var name = member.Member.ToString();
            Assert.Contains(samples, value => value.ContainsKey(name));
            if (member.Shape.Kind is ShapeKind.List or ShapeKind.Map) Assert.Contains(samples, value => value[name] is { } items && items.ToJsonString().Length > 10);
        }
    }

    private static byte[] Form(Spoken protocol, byte[] form) => [.. Encoding.UTF8.GetBytes(protocol.EchoAction() + "&Text=t&"), .. form];

    private async Task Answered(Spoken protocol, byte[] body)
    {
        var answer = await host.SendAsync(protocol.Signed(body));
        Assert.True(answer.Status is 200 or 400, answer.Text);
        if (answer.Status == 400) Assert.NotEqual("", answer.Error.Code);
        else protocol.Read(answer);
    }

    private static void Check<T>(Gen<T> any, int times, Func<T, Task> holds) => Prop
        .ForAll(any.ToArbitrary(), value => holds(value).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true));
}
