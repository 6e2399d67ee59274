using Slipway.Identity.Groups;
using Slipway.Identity.Policies;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What the suites of the policies' stores share: a fresh database for each case, and things to put into it.</summary>
public abstract class PolicyContract(PolicyStores stores) : IAsyncDisposable
{
    internal const string Account = "123456789012", OtherAccount = "210987654321";
    internal const string Aws = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

    internal static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal IPolicyStore Policies => stores.Policies;

    internal IPolicyVersionStore Versions => stores.Versions;

    internal IAttachmentStore Attachments => stores.Attachments;

    internal IInlinePolicyStore Inline => stores.Inline;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return stores.DisposeAsync();
    }

    internal static CustomerPolicy Policy(string name) => new($"ANPA{name}", Account, "/", name, Then, Then, DefaultVersion: 1);

    /// <returns>Its ARN.</returns>
    internal async Task<string> AddPolicy(string name) => await AddPolicy(Policy(name));

    internal async Task<string> AddPolicy(CustomerPolicy policy)
    {
        Assert.Equal(PolicyAddition.Added, await Policies.AddAsync(policy, $"first of {policy.Name}", 1500, Ct));
        return policy.Arn;
    }

    /// <returns>Its id.</returns>
    internal Task<string> AddUser(string name) => AddUser(name, "/", null);

    internal async Task<string> AddUser(string name, string path, string? boundary)
    {
        await stores.AddUserAsync(new($"AIDA{name}", Account, path, name, Then) { BoundaryArn = boundary });
        return $"AIDA{name}";
    }

    internal async Task<string> AddGroup(string name, string path)
    {
        await stores.AddGroupAsync(new($"AGPA{name}", Account, path, name, Then));
        return $"AGPA{name}";
    }

    internal async Task<string> AddRole(string name, string? boundary)
    {
        await stores.AddRoleAsync($"AROA{name}", Account, name, boundary);
        return $"AROA{name}";
    }

    internal async Task Attach(string principal, string arn) =>
        Assert.Equal(AttachmentOutcome.Attached, await Attachments.AttachAsync(principal, arn, 10, Then, Ct));
}

/// <summary>The stores of one adapter over one fresh database.</summary>
public abstract class PolicyStores : IAsyncDisposable
{
    internal abstract IPolicyStore Policies { get; }

    internal abstract IPolicyVersionStore Versions { get; }

    internal abstract IAttachmentStore Attachments { get; }

    internal abstract IInlinePolicyStore Inline { get; }

    internal abstract ValueTask AddUserAsync(User user);

    internal abstract ValueTask AddGroupAsync(Group group);

    internal abstract ValueTask AddRoleAsync(string id, string account, string name, string? boundary);

    public abstract ValueTask DisposeAsync();
}
