using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Policies;

/// <summary>Refusals about policies, worded as ECR words them.</summary>
internal static class PolicyErrors
{
    // So in capitals, though the member is policyText.
    private const string Member = "PolicyText";

    /// <summary>Terraform tries again at these words: whom a policy names may be there a moment later.</summary>
    public static AwsError InvalidRepositoryPolicy() => EcrErrors.InvalidParameter(Member, "Invalid repository policy provided");

    public static AwsError InvalidRegistryPolicy() => EcrErrors.InvalidParameter(Member, "Invalid registry policy provided");

    public static AwsError TooLarge(int most) => EcrErrors.InvalidParameter(Member, $"Policy text must be at most {most} bytes");

    public static AwsError LocksOut() => EcrErrors.InvalidParameter(
        Member, "The policy would prevent you from calling SetRepositoryPolicy again; to set it all the same, use force");

    public static AwsError RepositoryPolicyNotFound(Repository repository) => new(
        "RepositoryPolicyNotFoundException",
        $"Repository policy does not exist for the repository with name '{repository.Name}' in the registry with id '{repository.Registry.Account}'");

    public static AwsError RegistryPolicyNotFound(RegistryScope registry) => new(
        "RegistryPolicyNotFoundException", $"Registry policy does not exist in the registry with id '{registry.Account}'");
}
