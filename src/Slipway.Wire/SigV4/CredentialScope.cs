namespace Slipway.Wire.SigV4;

/// <summary>The part of a credential after the key: <c>20260131/us-east-1/ecr/aws4_request</c>.</summary>
/// <param name="Date">Eight digits.</param>
public sealed record CredentialScope(string Date, string Region, string Service)
{
    public const string Terminator = "aws4_request";

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
