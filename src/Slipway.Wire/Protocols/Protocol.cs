namespace Slipway.Wire.Protocols;

/// <summary>The wire protocols of AWS that Slipway speaks.</summary>
public enum Protocol
{
    /// <summary><c>application/x-amz-json-1.0</c>.</summary>
    AwsJson10,

    /// <summary><c>application/x-amz-json-1.1</c>.</summary>
    AwsJson11,

    /// <summary>Form-encoded in, XML with a result wrapper out (IAM, STS).</summary>
    AwsQuery,

    /// <summary>EC2's dialect of query: no wrapper, lists without <c>member</c>, lower camel out.</summary>
    Ec2Query,
}
