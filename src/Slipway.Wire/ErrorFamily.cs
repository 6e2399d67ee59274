namespace Slipway.Wire;

/// <summary>The three families in which AWS's services word failures of authentication and of reading a request.</summary>
public enum ErrorFamily
{
    /// <summary>ECR, ECS, Logs, Budgets: <c>UnrecognizedClientException</c>, status 400.</summary>
    Json,

    /// <summary>IAM, STS: <c>InvalidClientTokenId</c>, status 403.</summary>
    Query,

    /// <summary>EC2: <c>AuthFailure</c>, status 401.</summary>
    Ec2,
}
