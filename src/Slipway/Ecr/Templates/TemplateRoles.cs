using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire;

namespace Slipway.Ecr.Templates;

/// <summary>
/// The role that a template names is what ECR makes the repository with ("Create an IAM role for repository creation
/// templates"): it must trust <c>ecr.amazonaws.com</c>, and be allowed what the template asks for.
/// </summary>
internal sealed class TemplateRoles(IServiceRoles roles) : ITemplateRoles
{
    private const string Service = "ecr.amazonaws.com";

    public async ValueTask<string?> FindLackAsync(CreationTemplate template, RepositoryName name, CancellationToken ct)
    {
        if (template.CustomRoleArn is not { } role) return null;
        foreach (var demand in DemandsOf(template, EcrArns.Repository(template.Registry, name)))
        {
            if (!await roles.MayAsync(Service, role, demand.Action, demand.Resource, template.Registry.Region, ct)) return demand.Action;
        }

        return null;
    }

    private static IEnumerable<Demand> DemandsOf(CreationTemplate template, string repository)
    {
        yield return new("ecr:CreateRepository", repository);
        if (template.ResourceTags.Count > 0) yield return new("ecr:TagResource", repository);
        // A key of one's own is lent to the repository; the one that AWS manages is everybody's.
        if (template.Encryption.KmsKey is not { } key || key.EndsWith("alias/aws/ecr", StringComparison.Ordinal)) yield break;
        yield return new("kms:DescribeKey", key);
        yield return new("kms:CreateGrant", key);
    }
}
