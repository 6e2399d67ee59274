using System.Globalization;
using System.Xml;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>Answers as XML elements. A value stands in the element that was named last, or in its list's item element.</summary>
/// <param name="item">The element of a list's items: <c>member</c>, or EC2's <c>item</c>.</param>
/// <param name="entry">The element of a map's entries.</param>
internal sealed class XmlShapeWriter(XmlWriter xml, MemberCasing casing, string item, string entry) : ShapeWriter
{
    // What is open around the value to come.
    private readonly Stack<Frame> frames = new();
    private string? pending;

    private enum Kind
    {
        Structure,
        List,
        Map,
    }

    public override void BeginStructure() => Begin(Kind.Structure);

    public override void EndStructure() => End();

    public override void BeginList() => Begin(Kind.List);

    public override void EndList() => End();

    public override void BeginMap() => Begin(Kind.Map);

    public override void EndMap() => End();

    public override void Name(Member member) => pending = member.In(casing);

    public override void Key(string key)
    {
        xml.WriteStartElement(entry);
        xml.WriteElementString("key", Xml.Clean(key));
        pending = "value";
    }

    public override void Text(string value) => Value(Xml.Clean(value));

    public override void Boolean(bool value) => Value(value ? "true" : "false");

    public override void Long(long value) => Value(value.ToString(CultureInfo.InvariantCulture));

    public override void Number(double value) => Value(Numbers.ToText(value));

    public override void Timestamp(DateTimeOffset value) => Value(Timestamps.ToIso(value));

    public override void Blob(ReadOnlyMemory<byte> value) => Value(Convert.ToBase64String(value.Span));

    private void Begin(Kind kind)
    {
        // The outermost structure is the result element itself, which the protocol has opened.
        var element = frames.Count == 0 ? null : TakeElement();
        if (element is not null) xml.WriteStartElement(element);
        frames.Push(new(kind, element is not null));
    }

    private void End()
    {
        if (frames.Pop().HasElement) xml.WriteEndElement();
        CloseEntry();
    }

    private void Value(string text)
    {
        xml.WriteElementString(TakeElement(), text);
        CloseEntry();
    }

    private string TakeElement()
    {
        if (frames.Peek().Kind is Kind.List) return item;
        var name = pending ?? throw new InvalidOperationException("A value was written without a name.");
        pending = null;
        return name;
    }

    private void CloseEntry()
    {
        if (frames.TryPeek(out var frame) && frame.Kind is Kind.Map) xml.WriteEndElement();
    }

    private readonly record struct Frame(Kind Kind, bool HasElement);
}
