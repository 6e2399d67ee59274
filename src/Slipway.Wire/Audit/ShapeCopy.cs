using Slipway.Wire.Shapes;

namespace Slipway.Wire.Audit;

/// <summary>Copies what came in to where it is written down, member by member of the shape; what the shape does not know is left out.</summary>
internal static class ShapeCopy
{
    /// <exception cref="Unreadable"/>
    public static void Copy(ShapeReader from, ShapeDescriptor shape, ShapeWriter to)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Text: to.Text(from.Text()); break;
            case ShapeKind.Integer or ShapeKind.Long: to.Long(from.Long()); break;
            case ShapeKind.Number: to.Number(from.Number()); break;
            case ShapeKind.Boolean: to.Boolean(from.Boolean()); break;
            case ShapeKind.Timestamp: to.Timestamp(from.Timestamp()); break;
            // Never written, so not decoded.
            case ShapeKind.Blob: to.Blob(default); break;
            case ShapeKind.Structure: CopyMembers(from, shape, to); break;
            case ShapeKind.List:
                to.BeginList();
                foreach (var item in from.Items()) Copy(item, shape.Item!, to);
                to.EndList();
                break;
            case ShapeKind.Map:
                to.BeginMap();
                foreach (var (key, value) in from.Entries())
                {
                    to.Key(key);
                    Copy(value, shape.Item!, to);
                }

                to.EndMap();
                break;
        }
    }

    private static void CopyMembers(ShapeReader from, ShapeDescriptor shape, ShapeWriter to)
    {
        from.ExpectStructure();
        to.BeginStructure();
        foreach (var member in shape.Members!())
        {
            if (from.Find(member.Member) is not { } value) continue;
            to.Name(member.Member);
            Copy(value, member.Shape, to);
        }

        to.EndStructure();
    }
}
