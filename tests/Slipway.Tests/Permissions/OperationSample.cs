using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions;

/// <summary>
/// One call of an operation that would succeed, and what it must be allowed: <see cref="EveryOperationIsDecided"/> makes
/// it without permission, with permission on another resource, and with exactly its permission.
/// </summary>
/// <param name="Service">The signing name, such as <c>iam</c>.</param>
/// <param name="Request">
/// Parameters of the query protocol joined by ampersands, or JSON. <c>@</c> stands for a name that no other sample uses;
/// write <c>%40</c> or <c>\u0040</c> for the character itself.
/// </param>
/// <param name="Resource">The ARN on which the action is demanded, with <c>@</c> as above; <c>*</c> where it cannot be scoped.</param>
internal sealed record OperationSample(string Service, string Operation, string Request, string Resource)
{
    /// <summary>What must be there before; done by the admin. Gets the name that <c>@</c> stands for.</summary>
    public Func<SlipwayApp, string, Task>? Given { get; init; }

    /// <summary>Like <see cref="Given"/>, and after it; what it returns (an upload's id, an account's number) stands where request and resource say <c>~</c>.</summary>
    public Func<SlipwayApp, string, Task<string>>? Made { get; init; }

    /// <summary>Works with any valid credentials, such as <c>sts:GetCallerIdentity</c>.</summary>
    public bool NeedsNoPermission { get; init; }

    /// <summary>The action where it is not the operation's own name.</summary>
    public string? Action { get; init; }

    /// <summary>Further demands, each an action and a resource.</summary>
    public (string Action, string Resource)[] Also { get; init; } = [];

    /// <summary>The error code that a permitted call answers, where success cannot be had in a sample; null for success.</summary>
    public string? Answers { get; init; }
}
