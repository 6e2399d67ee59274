using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Lifecycle;

/// <summary>What is refused about lifecycle policies.</summary>
internal static class LifecycleErrors
{
    /// <param name="fault">One line for each violation.</param>
    public static AwsError InvalidPolicy(string fault) => EcrErrors.InvalidParameter("LifecyclePolicyText", $"Lifecycle policy validation failure: {fault}");

    public static AwsError PolicyNotFound(Repository repository) => new(
        "LifecyclePolicyNotFoundException", $"Lifecycle policy does not exist for {Of(repository)}");

    public static AwsError PreviewNotFound(Repository repository) => new(
        "LifecyclePolicyPreviewNotFoundException", $"Lifecycle policy preview does not exist for {Of(repository)}");

    public static AwsError PreviewInProgress(Repository repository) => new(
        "LifecyclePolicyPreviewInProgressException", $"Lifecycle policy preview is already in progress for {Of(repository)}");

    private static string Of(Repository repository) => $"the repository with name '{repository.Name}' in the registry with id '{repository.Registry.Account}'";
}
