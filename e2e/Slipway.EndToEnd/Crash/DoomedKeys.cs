using System.Collections.Concurrent;
using System.Net;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

internal sealed class DoomedKeys(Client client) : Doomed(client)
{
    private const string PlainText = "c2xpcHdheQ==";

    private readonly ConcurrentDictionary<string, string> sealedTexts = [];

    protected override (string Table, string Column, string Key) Row => ("kms_key", "deleted_at", "key_id");

    protected override async Task<string> MakeOneAsync(int number)
    {
        var id = (await Client.Call("kms", "CreateKey", "{}")).GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;
        sealedTexts[id] = (await Client.Call("kms", "Encrypt", $$"""{"KeyId":"{{id}}","Plaintext":"{{PlainText}}"}""")).GetProperty("CiphertextBlob").GetString()!;
        return id;
    }

    public override Task DeleteAsync(string name, bool isAgain) =>
        DeleteAsync("kms", "ScheduleKeyDeletion", $$"""{"KeyId":"{{name}}","PendingWindowInDays":7}""", isAgain);

    public override Task<HashSet<string>> ListAsync() => ListAsync("kms", "ListKeys", "\"Limit\":1000", ("Keys", "KeyId", "NextMarker", "Marker"));

    public override async Task RestoreAsync(string name)
    {
        foreach (var operation in new[] { "CancelKeyDeletion", "EnableKey" }) await Client.Call("kms", operation, $$"""{"KeyId":"{{name}}"}""");
        Assert.Equal(PlainText, (await Client.Call("kms", "Decrypt", $$"""{"CiphertextBlob":"{{sealedTexts[name]}}"}""")).GetProperty("Plaintext").GetString());
    }

    public override async Task IsGoneAsync(string name)
    {
        foreach (var operation in new[] { "DescribeKey", "CancelKeyDeletion" }) await RefusesAsync("kms", operation, $$"""{"KeyId":"{{name}}"}""", "NotFoundException");
        Assert.NotEqual(HttpStatusCode.OK, (await Client.TryCall("kms", "Decrypt", $$"""{"CiphertextBlob":"{{sealedTexts[name]}}"}""")).Status);
    }
}
