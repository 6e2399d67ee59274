namespace Slipway.Iam.PolicyEngine;

/// <summary>Where a document belongs: what it must hold, and what it may not.</summary>
internal enum PolicyGrammar
{
    /// <summary>Attached to a user, group or role, a boundary, or passed for a session: no Principal, and a Resource.</summary>
    Identity,

    /// <summary>A managed policy: as <see cref="Identity"/>, and of version 2012-10-17.</summary>
    Managed,

    /// <summary>On a resource: a Principal; Resource may be left out, and then means the resource that it is on.</summary>
    Resource,

    /// <summary>On a repository: a Principal and no Resource; ids of statements may come twice.</summary>
    Repository,

    /// <summary>On a registry: a Principal and a Resource; ids of statements may come twice.</summary>
    Registry,

    /// <summary>On a role: a Principal, no Resource, and only actions of STS.</summary>
    Trust,

    /// <summary>Of an organization: no Principal.</summary>
    ServiceControl,
}
