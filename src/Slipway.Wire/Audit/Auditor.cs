namespace Slipway.Wire.Audit;

/// <summary>Writes down what was done and what was refused, for every account that it concerns.</summary>
public sealed class Auditor(IAuditTrail trail, Home home, TimeProvider clock)
{
    private readonly RefusalSieve sieve = new(clock);

    /// <summary>A change or a hand-out of credentials that succeeded: when this returns the event is durable, and may be acknowledged.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public async ValueTask RecordAsync(AuditEvent done)
    {
        var accounts = AccountsOf(done);
        foreach (var account in accounts.Skip(1)) await trail.PostAsync(LineOf(done, account, accounts.Count));
        // In order: with the last line those before it are durable.
        await trail.AppendAsync(LineOf(done, accounts[0], accounts.Count));
    }

    /// <summary>A refusal, or what will be followed by an event that matters more: written in order, not waited for.</summary>
    public async ValueTask PostAsync(AuditEvent audited)
    {
        if (audited.ErrorCode is null)
        {
            var accounts = AccountsOf(audited);
            foreach (var account in accounts) await trail.PostAsync(LineOf(audited, account, accounts.Count));
        }
        else if (sieve.TryPass(audited, out var omitted))
        {
            if (omitted > 0) audited = audited with { AdditionalData = AuditJson.Object(json => json.WriteNumber("omittedEvents", omitted)) };
            // Whoever owns what was asked for does not learn of everybody who was refused it.
            await trail.PostAsync(LineOf(audited, audited.Caller.Account is { Length: > 0 } own ? own : home.Account, 1));
        }
    }

    private ReadOnlyMemory<byte> LineOf(AuditEvent audited, string account, int accounts) =>
        AuditJson.Write(audited, account, accounts > 1 ? audited.Caller.RequestId : null, clock.GetUtcNow());

    /// <summary>The caller's account, and those of the resources; at least one.</summary>
    private List<string> AccountsOf(AuditEvent audited)
    {
        List<string> accounts = audited.Caller.Account is { Length: > 0 } own ? [own] : [];
        foreach (var resource in audited.Resources)
        {
            if (Arn.TryParse(resource, out var arn) && arn.Account.Length == 12 && !accounts.Contains(arn.Account)) accounts.Add(arn.Account);
        }

        return accounts.Count > 0 ? accounts : [home.Account];
    }
}
