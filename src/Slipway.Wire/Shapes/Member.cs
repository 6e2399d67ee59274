using System.Text;
using System.Text.Json;

namespace Slipway.Wire.Shapes;

/// <summary>How a service capitalizes the names of its members.</summary>
public enum MemberCasing
{
    /// <summary><c>repositoryName</c>: ECR, ECS, Logs, and EC2 on the way out.</summary>
    Camel,

    /// <summary><c>UserName</c>: IAM, STS, KMS, and EC2 on the way in.</summary>
    Pascal,
}

/// <summary>A member's name on the wire, ready in both casings, so that one record serves every protocol.</summary>
public sealed class Member
{
    private readonly Spelling camel;
    private readonly Spelling pascal;

    private Member(string camel, string pascal) => (this.camel, this.pascal) = (Spelling.Of(camel), Spelling.Of(pascal));

    /// <summary>A member that follows its protocol's casing.</summary>
    /// <param name="name">Its name in C#, which is Pascal-cased.</param>
    public static Member Named(string name) => new(char.ToLowerInvariant(name[0]) + name[1..], name);

    /// <summary>A member whose name is the same in every protocol.</summary>
    public static Member Exactly(string name) => new(name, name);

    public string In(MemberCasing casing) => Spelt(casing).Text;

    /// <summary>The same as bytes, to find it in a JSON document.</summary>
    public ReadOnlySpan<byte> Utf8(MemberCasing casing) => Spelt(casing).Utf8;

    public JsonEncodedText Json(MemberCasing casing) => Spelt(casing).Json;

    public override string ToString() => camel.Text;

    private Spelling Spelt(MemberCasing casing) => casing is MemberCasing.Camel ? camel : pascal;

    private sealed record Spelling(string Text, byte[] Utf8, JsonEncodedText Json)
    {
        public static Spelling Of(string name) => new(name, Encoding.UTF8.GetBytes(name), JsonEncodedText.Encode(name));
    }
}
