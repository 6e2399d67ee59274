using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

internal sealed class DoomedSecrets(Client client) : Doomed(client)
{
    protected override (string Table, string Column, string Key) Row => ("secret", "purge_at", "name");

    protected override async Task<string> MakeOneAsync(int number)
    {
        await Client.Call("secretsmanager", "CreateSecret", $$"""{"Name":"s{{number}}","SecretString":"value of s{{number}}"}""");
        return $"s{number}";
    }

    public override Task DeleteAsync(string name, bool isAgain) =>
        DeleteAsync("secretsmanager", "DeleteSecret", $$"""{"SecretId":"{{name}}","RecoveryWindowInDays":7}""", isAgain);

    public override Task<HashSet<string>> ListAsync() =>
        ListAsync("secretsmanager", "ListSecrets", "\"IncludePlannedDeletion\":true,\"MaxResults\":100", ("SecretList", "Name", "NextToken", "NextToken"));

    public override async Task RestoreAsync(string name)
    {
        await Client.Call("secretsmanager", "RestoreSecret", $$"""{"SecretId":"{{name}}"}""");
        Assert.Equal($"value of {name}", (await Client.Call("secretsmanager", "GetSecretValue", $$"""{"SecretId":"{{name}}"}""")).GetProperty("SecretString").GetString());
    }

    public override async Task IsGoneAsync(string name)
    {
        foreach (var operation in new[] { "DescribeSecret", "GetSecretValue", "RestoreSecret", "ListSecretVersionIds" })
            await RefusesAsync("secretsmanager", operation, $$"""{"SecretId":"{{name}}"}""", "ResourceNotFoundException");
    }
}
