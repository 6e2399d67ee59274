using System.Text.RegularExpressions;
using Slipway.Wire.Audit;
using Slipway.Wire.Shapes;

namespace Slipway.Tests.CloudTrail;

/// <summary>No member of any operation that may hold a secret is written down without somebody having thought about it.</summary>
public sealed partial class AuditSecretsTests
{
    /// <summary>Sound like secrets, and are none.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "nextToken", "clientToken", "clientRequestToken", "secretId", "credentialArn", "failureCode", "errorCode", "code", "encoding",
        "subjectFromWebIdentityToken", "globalEndpointTokenVersion", "serviceSpecificCredentialId", "encryptionKey", "assertionEncryptionMode",
        // The key's id.
        "removePrivateKey",
        "secretManagerArn",
        // KMS says itself that they are none.
        "grantTokens",
    };

    [Fact]
    public void Every_name_that_sounds_like_a_secret_is_hidden_or_known_to_be_harmless()
    {
        SortedSet<string> undecided = [];
        foreach (var operation in OperationTable.All)
        {
            Walk(operation.Input, $"{operation.Action} input", 0, undecided);
            Walk(operation.Output, $"{operation.Action} output", 0, undecided);
        }

        Assert.Empty(undecided);
    }

    [Theory]
    [InlineData("secretAccessKey")]
    [InlineData("sessionToken")]
    [InlineData("sAMLAssertion")]
    [InlineData("qRCodePNG")]
    [InlineData("Password")]
    public void Secrets_are_known_in_any_casing(string name) => Assert.True(AuditSecrets.IsSecret(name));

    private static void Walk(ShapeDescriptor shape, string path, int depth, SortedSet<string> undecided)
    {
        if (depth > 8) return;
        if (shape.Item is { } item) Walk(item, path, depth + 1, undecided);
        foreach (var member in shape.Members?.Invoke() ?? [])
        {
            var name = member.Member.In(MemberCasing.Camel);
            var isValue = (member.Shape.Item ?? member.Shape).Kind is ShapeKind.Text or ShapeKind.Blob;
            if (isValue && member.Shape.Choices is null && Secretive().IsMatch(name) && !AuditSecrets.IsSecret(name) && !Harmless.Contains(name)) undecided.Add($"{path}: {name}");
            Walk(member.Shape, path, depth + 1, undecided);
        }
    }

    [GeneratedRegex("secret|password|token|code|assertion|privatekey|seed|credential|blob|plaintext|environment", RegexOptions.IgnoreCase)]
    private static partial Regex Secretive();
}
