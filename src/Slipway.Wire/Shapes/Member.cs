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
    private readonly JsonEncodedText camel;
    private readonly JsonEncodedText pascal;

    private Member(string camel, string pascal) => (this.camel, this.pascal) = (Encoded(camel), Encoded(pascal));

    /// <summary>A member that follows its protocol's casing.</summary>
    /// <param name="name">Its name in C#, which is Pascal-cased.</param>
    public static Member Named(string name) => new(char.ToLowerInvariant(name[0]) + name[1..], name);

    /// <summary>A member whose name is the same in every protocol.</summary>
    public static Member Exactly(string name) => new(name, name);

    public string In(MemberCasing casing) => Json(casing).Value;

    public JsonEncodedText Json(MemberCasing casing) => casing is MemberCasing.Camel ? camel : pascal;

    public override string ToString() => camel.Value;

    private static JsonEncodedText Encoded(string name) => JsonEncodedText.Encode(name);
}
