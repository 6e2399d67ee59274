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
    public bool IsAllowed => Refusal is null;

    public static Verdict Allowed => default;
}
