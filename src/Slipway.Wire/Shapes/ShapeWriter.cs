namespace Slipway.Wire.Shapes;

/// <summary>
/// Writes one answer, whatever protocol it goes out in. Generated codecs call it in this order: a structure's members
/// each as <see cref="Name"/> and a value; a list's items, a map's entries each as <see cref="Key"/> and a value.
/// Null members are left out by the codec.
/// </summary>
public abstract class ShapeWriter
{
    public abstract void BeginStructure();

    public abstract void EndStructure();

    public abstract void BeginList();

    public abstract void EndList();

    public abstract void BeginMap();

    public abstract void EndMap();

    public abstract void Name(Member member);

    public abstract void Key(string key);

    public abstract void Text(string value);

    public abstract void Boolean(bool value);

    public abstract void Long(long value);

    public abstract void Number(double value);

    public abstract void Timestamp(DateTimeOffset value);

    public abstract void Blob(ReadOnlyMemory<byte> value);
}
