using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Sql;

/// <summary>Does what a lifecycle policy has selected, inside one transaction, to images that are still as they were.</summary>
internal sealed class LifecycleDeeds(SqlSession session, long repositoryId, DateTimeOffset at)
{
    private const string HasPolicy = "select 1 from lifecycle_policy where id = @id and repository_id = @repository";

    /// <returns>null when the policy is gone.</returns>
    public IReadOnlyList<LifecycleDeed>? Run(long policyId, IReadOnlyList<LifecycleChoice> choices) =>
        session.On(HasPolicy).With("@id", policyId).With("@repository", repositoryId).Any() ? [.. choices.Select(Do)] : null;

    private LifecycleDeed Do(LifecycleChoice choice)
    {
        var image = LifecycleImageRow.Find(session, repositoryId, choice.ImageId);
        if (image is null || !IsAsItWas(image, choice)) return new(choice, image, LifecycleDeedStatus.Changed);
        return new(choice, image, choice.Action is LifecycleAction.Expire ? Expire(image) : Archive(image));
    }

    private LifecycleDeedStatus Expire(LifecycleImage image) =>
        new ImageRemoval(session, repositoryId, ChangeOrigin.Lifecycle, at).RemoveImage(image.Digest, null).Status switch
        {
            ImageDeletionStatus.ImageDeleted => LifecycleDeedStatus.Done,
            ImageDeletionStatus.Protected => LifecycleDeedStatus.Protected,
            _ => LifecycleDeedStatus.ReferencedByIndex,
        };

    private LifecycleDeedStatus Archive(LifecycleImage image) =>
        new ImageArchival(session, repositoryId, ChangeOrigin.Lifecycle, at).Archive(image.Id, image.Digest).Status is ImageArchivingStatus.Archived
            ? LifecycleDeedStatus.Done
            : LifecycleDeedStatus.ReferencedByIndex;

    private static bool IsAsItWas(LifecycleImage image, LifecycleChoice choice) =>
        image.Stamp() == choice.Stamp && (choice.PulledBefore is not { } before || image.LastPulledAt is not { } pulled || pulled <= before);
}
