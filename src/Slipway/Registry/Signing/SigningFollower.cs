using Microsoft.Extensions.Logging;
using Slipway.Registry.Journal;
using Slipway.Workers;

namespace Slipway.Registry.Signing;

/// <summary>
/// Signs what clients push, as the registry's signing configuration says. Signatures are not signed, neither ours nor those
/// that clients push.
/// </summary>
internal sealed class SigningFollower(
    SigningConfigurations configurations, ISigningStore store, ImageSigner signer,
    ChangeFeed feed, ILeases leases, ILogger<SigningFollower> log) : ChangeFollower(feed, leases, log)
{
    public const string OwnName = "signing";

    /// <summary>What <c>notation</c> and <c>cosign</c> push.</summary>
    private static readonly string[] Signatures =
    [
        NotarySignature.MediaTypeOfSignature, "application/vnd.dev.cosign.artifact.sig.v1+json", "application/vnd.dev.sigstore.bundle.v0.3+json",
    ];

    public override string Name => OwnName;

    protected override async ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct)
    {
        Dictionary<RegistryScope, SigningConfiguration?> known = [];
        foreach (var change in changes)
        {
            if (change.Action is RegistryAction.ImageDeleted) await ForgetAsync(change, ct);
            if (change is not { Action: RegistryAction.ImagePushed, Origin: ChangeOrigin.Client } || IsSignature(change.Image)) continue;
            if (!known.TryGetValue(change.Registry, out var configuration))
                known[change.Registry] = configuration = await configurations.FindAsync(change.Registry, ct);
            foreach (var profile in configuration?.ProfilesFor(change.Repository) ?? [])
                await signer.SignAsync(change.Registry, change.RepositoryId, change.Digest, profile, ct);
        }
    }

    /// <summary>An image that is pushed again later is signed again.</summary>
    private async ValueTask ForgetAsync(RegistryChange change, CancellationToken ct)
    {
        // Looking costs no write, and most images have no signature.
        if ((await store.ListAsync(change.RepositoryId, change.Digest, ct)).Count > 0) await store.ForgetAsync(change.RepositoryId, change.Digest, ct);
    }

    private static bool IsSignature(ImageKind image) => image.Subject is not null && Signatures.Contains(image.ArtifactType ?? image.ConfigMediaType);
}
