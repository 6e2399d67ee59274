using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>Pulls of what a rule of the pull-through cache fetches. Registries without rules pay one look-up for it.</summary>
internal sealed class UpstreamPulls(PullThroughRules rules, UpstreamImages upstreams, UpstreamReferrers referrers, RepositoryCreator creator, OciAuth auth, FetchTrail trail)
{
    private const string Import = "ecr:BatchImportUpstreamImage";

    /// <summary>The repository that a pull makes where there is none: when the upstream has the image, and who pulls may create it.</summary>
    /// <returns>Both null when no rule makes the repository.</returns>
    public async ValueTask<(Repository? Made, OciError? Refusal)> TryCreateAsync(OciExchange exchange, OciRoute route)
    {
        if (route.Noun is not OciNoun.Manifest || route.Action != "ecr:BatchGetImage" || !Reference.TryParse(exchange.Path.Reference, out var reference)) return default;
        var (registry, name, ct) = (exchange.Registry, exchange.Name, exchange.Aborted);
        if (await rules.FindAsync(registry, name, ct) is not { } rule) return default;
        // Who may not create it sees what there is without the rule; who may not import sees no image.
        var template = await creator.FindTemplateAsync(registry, name, CreationOccasion.PullThroughCache, ct);
        var creating = Access.To("ecr:CreateRepository", OciAuth.ArnOf(registry, name.ToString())).WithRequestTags(template?.ResourceTags);
        if (await auth.DemandAsync(exchange, creating) is not null) return default;
        if (!await MayImportAsync(exchange, reference.Tag)) return (null, OciErrors.ManifestUnknown);
        trail.Enter(exchange.Request.Headers[FetchTrail.Header]);
        try
        {
            if (!await upstreams.ExistsAsync(registry, rule, name, reference, ct)) return (null, OciErrors.ManifestUnknown);
        }
        catch (RemoteFailureException failure)
        {
            return (null, RefusalOf(failure));
        }

        try
        {
            return (await creator.CreateAsync(registry, name, CreationOccasion.PullThroughCache, ct), null);
        }
        catch (TemplateNotApplicableException why)
        {
            return (null, OciErrors.Denied(why.Message));
        }
    }

    /// <summary>What is to be answered in the place of the repository's own manifest.</summary>
    /// <returns>Both null when the repository's own is to be answered, or there is none.</returns>
    public ValueTask<(StoredManifest? Manifest, OciError? Refusal)> FindAsync(OciExchange exchange, Reference reference)
    {
        var rule = rules.FindAsync(exchange.Registry, exchange.Name, exchange.Aborted);
        return rule is { IsCompletedSuccessfully: true, Result: null } ? default : FindAsync(exchange, reference, rule);
    }

    /// <summary>A blob that the repository does not hold, to be sent while it comes.</summary>
    /// <returns>Both null when there is none.</returns>
    public async ValueTask<(IBlobContent? Content, OciError? Refusal)> OpenBlobAsync(OciExchange exchange, Digest digest)
    {
        if (await rules.FindAsync(exchange.Registry, exchange.Name, exchange.Aborted) is not { } rule || !await MayImportAsync(exchange, null)) return default;
        trail.Enter(exchange.Request.Headers[FetchTrail.Header]);
        try
        {
            return (await upstreams.OpenBlobAsync(rule, exchange.Repository, digest, exchange.Aborted), null);
        }
        catch (RemoteFailureException failure)
        {
            return (null, RefusalOf(failure));
        }
    }

    /// <summary>What the upstream says refers to an image; who may list the repository's own may list these.</summary>
    /// <returns>None while the upstream does not answer: the repository's own are told all the same.</returns>
    public async ValueTask<IReadOnlyList<Referrer>> ListReferrersAsync(OciExchange exchange, Digest subject)
    {
        trail.Enter(exchange.Request.Headers[FetchTrail.Header]);
        try
        {
            return await referrers.ListAsync(exchange.Repository, subject, exchange.Aborted);
        }
        catch (RemoteFailureException)
        {
            return [];
        }
    }

    /// <summary>A blob that is on its way because somebody was allowed to have it fetched.</summary>
    /// <returns>Both null when none is.</returns>
    public async ValueTask<(IBlobContent? Content, OciError? Refusal)> JoinAsync(LinkKey blob, CancellationToken ct)
    {
        try
        {
            return (await upstreams.JoinBlobAsync(blob, ct), null);
        }
        catch (RemoteFailureException failure)
        {
            return (null, RefusalOf(failure));
        }
    }

    private async ValueTask<(StoredManifest? Manifest, OciError? Refusal)> FindAsync(OciExchange exchange, Reference reference, ValueTask<PullThroughRule?> finding)
    {
        if (await finding is not { } rule) return default;
        trail.Enter(exchange.Request.Headers[FetchTrail.Header]);
        try
        {
            return (await upstreams.FindAsync(rule, exchange.Repository, reference, () => MayImportAsync(exchange, reference.Tag), exchange.Aborted), null);
        }
        catch (RemoteFailureException failure)
        {
            return (null, RefusalOf(failure));
        }
    }

    private async ValueTask<bool> MayImportAsync(OciExchange exchange, ImageTag? tag) =>
        await auth.DemandAsync(exchange, Access.To(Import, OciAuth.ArnOf(exchange.Registry, exchange.Name.ToString())).ForEach(ImageTagKey.Name, tag?.ToString())) is null;

    private static OciError RefusalOf(RemoteFailureException failure) => failure.Fault switch
    {
        RemoteFault.AccessDenied or RemoteFault.Refused or RemoteFault.NoCredentials => OciErrors.Denied($"The upstream registry denied access: {failure.Message}"),
        RemoteFault.TooManyRequests => OciErrors.TooManyRequests with { Message = $"The upstream registry has had too many requests: {failure.Message}" },
        RemoteFault.Forbidden => OciErrors.Denied(failure.Message),
        _ => new(StatusCodes.Status503ServiceUnavailable, "UNAVAILABLE", $"The upstream registry is not available: {failure.Message}"),
    };
}
