using Slipway.Wire;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    /// <summary>A session, or root, left out who is meant.</summary>
    public static AwsError NoUserName() => ValidationError("Must specify userName when calling with non-User credentials");

    public static AwsError AccessKeyNotFound(string id) => NoSuchEntity($"The Access Key with id {id} cannot be found.");
}
