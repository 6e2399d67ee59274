namespace Slipway.Iam.PolicyEngine.Documents;

/// <summary>Ends the reading of a document; its message is AWS's sentence for MalformedPolicyDocument.</summary>
internal sealed class PolicyFault(string sentence) : Exception(sentence)
{
    public bool IsLegacy => Message == Legacy.Message;

    public static PolicyFault InvalidJson => new("This policy contains invalid Json");

    public static PolicyFault Syntax => new("Syntax errors in policy.");

    public static PolicyFault Version => new("Policy document must be version 2012-10-17 or greater.");

    /// <summary>What AWS says of everything that its first parser of policies did not take.</summary>
    public static PolicyFault Legacy => new("The policy failed legacy parsing");

    public static PolicyFault SidNotUnique => new("Statement IDs (SID) in a single policy must be unique.");

    public static PolicyFault SidNotAlphanumeric => new("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");

    public static PolicyFault NoActions => new("Policy statement must contain actions.");

    public static PolicyFault NoResources => new("Policy statement must contain resources.");

    public static PolicyFault NoVendor => new("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");

    public static PolicyFault SecondColon => new("Actions/Condition can contain only one colon.");

    public static PolicyFault NotAssumeRole => new("AssumeRole policy may only specify STS AssumeRole actions.");

    public static PolicyFault ResourceVendor => new("Resource vendor must be fully qualified and cannot contain regexes.");

    public static PolicyFault HasPrincipal => new("Policy document should not specify a principal.");

    public static PolicyFault IamResourcePath => new(
        "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, " +
        "server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.");

    public static PolicyFault Vendor(string vendor) => new($"Vendor {vendor} is not valid");

    public static PolicyFault NotAnArn(string resource) => new($"Resource {resource} must be in ARN format or \"*\".");

    public static PolicyFault Partition(string partition, string rest) => new($"Partition \"{partition}\" is not valid for resource \"arn:{partition}:{rest}\".");

    public static PolicyFault IamRegion(string resource) => new($"IAM resource {resource} cannot contain region information.");

    public static PolicyFault Prohibited(string field) => new($"Has prohibited field {field}");

    public static PolicyFault Missing(string field) => new($"Missing required field {field}");

    public static PolicyFault Principal(string type, string principal) => new($"Invalid principal in policy: \"{type}\":\"{principal}\"");
}
