using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Identity.Groups;
using Slipway.Identity.Policies;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Iam.Reports;

/// <summary>The user, group, role or managed policy that a report is about.</summary>
/// <param name="Policies">Its own, and for a user those of its groups.</param>
internal sealed record ReportSubject(ReportSubjectKind Kind, string Id, string Name, IReadOnlyList<GrantedPolicy> Policies);

/// <summary>policyOwnerEntityType of the model, and managed policies.</summary>
internal enum ReportSubjectKind
{
    User,
    Role,
    Group,
    Policy,
}

/// <summary>A user or role that could have asked a service for something.</summary>
internal sealed record ReportedPrincipal(EntityType Type, string Id, string Name, string Path, string Arn);

/// <summary>policyOwnerEntityType of the model.</summary>
internal enum EntityType
{
    User,
    Role,
    Group,
}

/// <summary>Finds what reports are about.</summary>
internal sealed class ReportSubjects(
    IGrantStore grants, IUserStore users, IGroupStore groups, IRoleStore roles, IAttachmentStore attachments, PolicyCache policies)
{
    private const int Batch = 1000;

    private static readonly EntityFilter Attached = new(Kind: null, PathPrefix: "/", Attached: true, Bounded: false);

    /// <exception cref="AwsError">Not the ARN of what reports are about, or there is none of it.</exception>
    public async ValueTask<ReportSubject> RequireAsync(string text, string account, CancellationToken ct)
    {
        if (!Arn.TryParse(text, out var arn) || arn.Service != "iam") throw IamErrors.InvalidEntityArn(text);
        var (kind, name) = (arn.Resource.Split('/')[0], arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..]);
        if (kind == "policy")
        {
            var found = await grants.FindPoliciesAsync([text], ct);
            return found.Count == 1 && (arn.Account == account || arn.Account == "aws")
                ? new(ReportSubjectKind.Policy, text, name, found)
                : throw IamErrors.PolicyNotFound(text);
        }

        if (kind is not ("user" or "group" or "role") || name == arn.Resource) throw IamErrors.InvalidEntityArn(text);
        if (arn.Account != account || await grants.FindIdAsync(account, kind, name, ct) is not { } id) throw IamErrors.NotFound(kind, name);
        return kind switch
        {
            "user" => new(ReportSubjectKind.User, id, name, (await grants.OfUserAsync(id, ct))?.Policies ?? throw IamErrors.NotFound(kind, name)),
            "role" => new(ReportSubjectKind.Role, id, name, (await grants.OfRoleAsync(id, ct))?.Policies ?? throw IamErrors.NotFound(kind, name)),
            _ => new(ReportSubjectKind.Group, id, name, await grants.OfGroupAsync(id, ct)),
        };
    }

    /// <summary>Whether any of these policies allows anything of a service.</summary>
    public bool IsGranted(IEnumerable<GrantedPolicy> granted, string service) => granted.Any(policy => IsGranted(policy, service));

    public bool IsGranted(GrantedPolicy granted, string service) =>
        policies.TryGet(granted.Document, PolicyGrammar.Identity, out var policy) && ServiceTitle.IsGrantedBy(policy, service);

    /// <summary>The users and roles whose permissions the subject gives, each once.</summary>
    public async ValueTask<IReadOnlyList<ReportedPrincipal>> PrincipalsOfAsync(ReportSubject subject, string account, CancellationToken ct)
    {
        Dictionary<string, ReportedPrincipal> found = new(StringComparer.Ordinal);
        switch (subject.Kind)
        {
            case ReportSubjectKind.User:
                await AddUserAsync(subject.Id);
                break;
            case ReportSubjectKind.Role:
                await AddRoleAsync(subject.Id);
                break;
            case ReportSubjectKind.Group:
                await AddMembersAsync(subject.Name);
                break;
            default:
                await AddHoldersAsync();
                break;
        }

        return [.. found.Values.OrderBy(principal => principal.Id, StringComparer.Ordinal)];

        void Add(User user) => found[user.Id] = new(EntityType.User, user.Id, user.Name, user.Path, user.Arn);

        async ValueTask AddUserAsync(string id)
        {
            if (await users.FindByIdAsync(id, ct) is { } user) Add(user);
        }

        async ValueTask AddRoleAsync(string id)
        {
            if (await roles.FindByIdAsync(id, ct) is { } role) found[id] = new(EntityType.Role, id, role.Name, role.Path, role.Arn);
        }

        async ValueTask AddMembersAsync(string name)
        {
            if (!IamName.TryParse(name, out var parsed) || await groups.FindAsync(account, parsed, ct) is not { } group) return;
            for (string? after = null; ;)
            {
                var page = await groups.ListUsersAsync(group, after, Batch, ct);
                foreach (var user in page.Items) Add(user);
                if (!page.HasMore) return;
                after = page.Items[^1].Name;
            }
        }

        async ValueTask AddHoldersAsync()
        {
            for (var after = ""; ;)
            {
                var page = await attachments.EntitiesOfAsync(account, subject.Id, Attached, after, Batch, ct);
                foreach (var entity in page.Items)
                {
                    if (entity.Kind is PolicyEntityKind.User) await AddUserAsync(entity.Id);
                    else if (entity.Kind is PolicyEntityKind.Role) await AddRoleAsync(entity.Id);
                    else await AddMembersAsync(entity.Name);
                }

                if (!page.HasMore) return;
                after = page.Items[^1].Id;
            }
        }
    }
}
