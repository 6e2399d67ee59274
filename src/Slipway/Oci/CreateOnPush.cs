using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>
/// The repository that a push makes where there is none ("Repository creation templates"): when a template is for it, and
/// who pushes may create it.
/// </summary>
internal sealed class CreateOnPush(RepositoryCreator creator, OciAuth auth)
{
    /// <returns>Both null when nothing makes the repository.</returns>
    public async ValueTask<(Repository? Made, OciError? Denial)> TryAsync(OciExchange exchange, OciRoute route)
    {
        if (route.Action is not ("ecr:InitiateLayerUpload" or "ecr:PutImage")) return default;
        if (await creator.FindTemplateAsync(exchange.Registry, exchange.Name, CreationOccasion.CreateOnPush, exchange.Aborted) is not { } template) return default;
        var access = Access.To("ecr:CreateRepository", OciAuth.ArnOf(exchange.Registry, exchange.Path.Name)).WithRequestTags(template.ResourceTags);
        if (await auth.DemandAsync(exchange, access) is { } denial) return (null, denial);
        try
        {
            return (await creator.CreateAsync(exchange.Registry, exchange.Name, CreationOccasion.CreateOnPush, exchange.Aborted), null);
        }
        catch (TemplateNotApplicableException why)
        {
            return (null, OciErrors.Denied(why.Message));
        }
    }
}
