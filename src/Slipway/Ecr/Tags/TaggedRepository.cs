using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Tags;

/// <summary>The repository that a tagging operation names by its ARN; ECR tags nothing else.</summary>
internal static class TaggedRepository
{
    /// <exception cref="AwsError">Not the ARN of a repository in the caller's region.</exception>
    public static (RegistryScope Registry, RepositoryName Name) Of(string resourceArn, Caller caller) =>
        EcrArns.TryParseRepository(resourceArn, caller.Region, out var registry, out var name)
            ? (registry.Value, name)
            : throw EcrErrors.InvalidParameter("resourceArn", "Invalid ARN");
}
