namespace Slipway.Wire.Tests.Support;

/// <summary>Refuses Mallory, allows everybody else, and remembers what was asked.</summary>
internal sealed class RecordingAuthorizer : IAuthorizer
{
    public const string Refusal = "User: arn:aws:iam::111122223333:user/mallory is not authorized to perform: that";

    private readonly Lock gate = new();
    private readonly List<(Caller Caller, Access Access)> asked = [];

    public IReadOnlyList<(Caller Caller, Access Access)> Asked
    {
        get
        {
            lock (gate) return [.. asked];
        }
    }

    public ValueTask<Verdict> DecideAsync(Caller caller, Access access, CancellationToken ct)
    {
        lock (gate) asked.Add((caller, access));
        return ValueTask.FromResult(caller.Principal.AccessKeyId == Key.Mallory.Id ? new Verdict(Refusal) : Verdict.Allowed);
    }
}
