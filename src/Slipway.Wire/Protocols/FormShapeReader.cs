using System.Globalization;
using Slipway.Wire.Shapes;

namespace Slipway.Wire.Protocols;

/// <summary>One value of a query request. The two dialects differ in how lists and maps are spelt.</summary>
/// <param name="isEc2">EC2: <c>VpcId.1</c>; else <c>UserNames.member.1</c>.</param>
internal sealed class FormShapeReader(FormTree node, Binding binding, ShapeReader? parent, string? name, int index, bool isEc2)
    : ShapeReader(binding, parent, name, index)
{
    public static FormShapeReader Parse(ReadOnlyMemory<byte> form, Binding binding, bool isEc2) =>
        new(FormTree.Parse(form.Span), binding, null, null, 0, isEc2);

    public override ShapeReader? Find(Member member) =>
        node.Find(member.In(Binding.Casing)) is { } child ? new FormShapeReader(child, Binding, this, member.In(Binding.Casing), 0, isEc2) : null;

    public override string Text() => node.Value ?? throw new Unreadable($"'{Path}' has no value of its own");

    public override bool Boolean() => Text() switch
    {
        "true" => true,
        "false" => false,
        _ => throw new Unreadable($"'{Path}' is not a Boolean"),
    };

    public override long Long() =>
        long.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw new Unreadable($"'{Path}' is not a Long");

    public override double Number() =>
        Numbers.TryParse(Text(), out var value) ? value : throw new Unreadable($"'{Path}' is not a Double");

    public override DateTimeOffset Timestamp() => Timestamps.TryParseIso(Text(), out var time) ? time : throw new Unreadable($"'{Path}' is not a Timestamp");

    public override ReadOnlyMemory<byte> Blob()
    {
        var text = Text();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : throw new Unreadable($"'{Path}' is not Base64");
    }

    public override IReadOnlyList<ShapeReader> Items() => Numbered("member");

    public override IReadOnlyList<KeyValuePair<string, ShapeReader>> Entries()
    {
        var entries = new List<KeyValuePair<string, ShapeReader>>();
        foreach (var entry in Numbered("entry"))
        {
            var key = entry.Find(KeyMember) ?? throw new Unreadable($"'{entry.Path}' has no key");
            entries.Add(new(key.Text(), entry.Find(ValueMember) ?? throw new Unreadable($"'{entry.Path}' has no value")));
        }

        return entries;
    }

    public override void ExpectStructure()
    {
        // An empty structure and an absent one look alike in a form.
    }

    private static readonly Member KeyMember = Member.Exactly("key");
    private static readonly Member ValueMember = Member.Exactly("value");

    // As AWS says it in refusals, other than in the form itself.
    protected override string StepTo(int item) => isEc2 ? $"{item}" : $"{item}.member";

    private List<FormShapeReader> Numbered(string wrapper)
    {
        // An explicitly empty list arrives as "X=".
        if (node.Value is { Length: > 0 }) throw new Unreadable($"'{Path}' is not a List");
        if (node.Children is null) return [];
        var items = isEc2 ? node : node.Find(wrapper) ?? throw new Unreadable($"'{Path}' is not a List");
        if (items.Value is { Length: > 0 }) throw new Unreadable($"'{Path}' is not a List");
        return [.. items.Numbered().Select((item, at) => new FormShapeReader(item, Binding, this, null, at + 1, isEc2))];
    }
}
