namespace Slipway.Wire;

/// <summary>
/// Decides whether a caller may do something. One implementation serves API calls and registry requests alike;
/// nothing is served that it did not allow.
/// </summary>
public interface IAuthorizer
{
    ValueTask<Verdict> DecideAsync(Caller caller, Access access, CancellationToken ct);
}

/// <param name="Refusal">null when allowed; otherwise AWS's sentence, "User: … is not authorized to perform: … on resource: … because …".</param>
public readonly record struct Verdict(string? Refusal)
{
    /// <summary>The whole trace of a refusal, sealed, for <c>sts:DecodeAuthorizationMessage</c>; services of EC2's family append it. null when allowed.</summary>
    public Func<string>? EncodeMessage { get; init; }

    public bool IsAllowed => Refusal is null;

    public static Verdict Allowed => default;
}
