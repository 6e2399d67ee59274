namespace Slipway.Wire;

/// <summary>
/// For the services that keep policies on their resources. A document is read before it is stored: checked, and bound to
/// whom it names, because names pass from one user or role to the next and trust does not. What is stored counts through
/// <see cref="IResourceLookup"/>, by its <see cref="BoundDocument.Meaning"/>.
/// </summary>
public interface IResourcePolicies
{
    /// <summary>Checks a document against the grammar of its place, and that everybody whom it names is there.</summary>
    ValueTask<ResourcePolicyReading> ReadAsync(string document, PolicyPlace place, CancellationToken ct);

    /// <summary>The document as its readers see it: with today's names of whom it was bound to, and the ids of those who are gone.</summary>
    ValueTask<string> ShowAsync(BoundDocument document, CancellationToken ct);

    /// <summary>Whether the caller would be allowed an action on a resource that is as the facts say. Nobody is told, nothing is logged.</summary>
    ValueTask<bool> WouldAllowAsync(Caller caller, string action, ResourceFacts facts, CancellationToken ct);
}

/// <summary>What a policy lies on; its grammar follows from that.</summary>
public enum PolicyPlace
{
    /// <summary>A Resource may be left out, and then means the resource that the policy is on. Ids of statements are unique.</summary>
    Resource,

    /// <summary>On a repository of ECR: without any Resource. Ids of statements may come twice.</summary>
    Repository,

    /// <summary>On a whole registry of ECR: with a Resource. Ids of statements may come twice.</summary>
    Registry,
}

/// <summary>A policy document as it is stored.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Meaning">With unique ids in the place of the names of users, roles and their sessions; what decisions are made by.</param>
public sealed record BoundDocument(string Text, string Meaning);

/// <param name="Document">null when it is no policy for that place.</param>
/// <param name="Fault">Why, in IAM's words; null when it is one.</param>
public readonly record struct ResourcePolicyReading(BoundDocument? Document, string? Fault);
