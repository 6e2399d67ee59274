using System.Text;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations;

/// <summary>PolicyType of the model.</summary>
internal enum PolicyType
{
    ServiceControlPolicy,
    ResourceControlPolicy,
    TagPolicy,
    BackupPolicy,
    AiservicesOptOutPolicy,
    ChatbotPolicy,
    [Wire("DECLARATIVE_POLICY_EC2")]
    DeclarativePolicyEc2,
    SecurityhubPolicy,
    InspectorPolicy,
    UpgradeRolloutPolicy,
    BedrockPolicy,
    [Wire("S3_POLICY")]
    S3Policy,
    NetworkSecurityDirectorPolicy,
}

/// <summary>PolicyTypeStatus of the model, of those words that occur.</summary>
internal enum PolicyTypeStatus
{
    Enabled,
}

/// <summary>A type of policies that is in force in a root (API_PolicyTypeSummary).</summary>
internal sealed record PolicyTypeSummary(PolicyType Type, PolicyTypeStatus Status)
{
    public static PolicyTypeSummary Enabled { get; } = new(PolicyType.ServiceControlPolicy, PolicyTypeStatus.Enabled);
}

internal static class PolicyTypes
{
    /// <summary>The condition key that names the type of a policy.</summary>
    public const string Key = "organizations:PolicyType";

    public static Access WithPolicyType(this Access access, PolicyType type) => access.With(Key, Word(type));

    /// <summary>The word of the model: <c>SERVICE_CONTROL_POLICY</c>.</summary>
    public static string Word(PolicyType type)
    {
        StringBuilder word = new();
        foreach (var letter in type.ToString()) word.Append(char.IsUpper(letter) && word.Length > 0 ? "_" : "").Append(char.ToUpperInvariant(letter));
        return word.ToString();
    }

    /// <exception cref="AwsError">
    /// Any type but service control policies, which are the only ones that decisions know.
    /// </exception>
    public static void RequireServiceControl(PolicyType type)
    {
        // Departs: of the policies of organizations there are service control policies only.
        if (type is not PolicyType.ServiceControlPolicy) throw OrganizationsErrors.PolicyTypeNotAvailable();
    }
}
