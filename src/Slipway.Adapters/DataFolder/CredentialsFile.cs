using System.Text;
using Slipway.Identity;

namespace Slipway.Adapters.DataFolder;

/// <summary><c>credentials</c> in the data folder, in the format of <c>~/.aws/credentials</c>, mode 0600.</summary>
/// <param name="folder">The data folder; it exists.</param>
internal sealed class CredentialsFile(string folder) : ICredentialsFile
{
    public const string Name = "credentials";

    public ValueTask WriteAsync(AdminKey key, CancellationToken ct)
    {
        PrivateFile.Write(
            Path.Combine(folder, Name),
            Encoding.ASCII.GetBytes($"[default]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n"));
        return ValueTask.CompletedTask;
    }
}
