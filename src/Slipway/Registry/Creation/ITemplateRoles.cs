namespace Slipway.Registry.Creation;

/// <summary>What the role of a template may do, as it is when a repository is made.</summary>
public interface ITemplateRoles
{
    /// <returns>The first action that the template's role would need to make the repository and may not do for ECR; null when it may do all.</returns>
    ValueTask<string?> FindLackAsync(CreationTemplate template, RepositoryName name, CancellationToken ct);
}
