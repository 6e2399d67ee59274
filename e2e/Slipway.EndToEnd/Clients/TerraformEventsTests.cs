namespace Slipway.EndToEnd.Clients;

/// <summary>Terraform's AWS provider makes what EventBridge needs for a web hook, finds it again, changes, imports and destroys it.</summary>
public sealed class TerraformEventsTests
{
    private const int Resources = 8;

    [Fact]
    public async Task Everything_for_a_web_hook_is_made_changed_imported_and_destroyed()
    {
        await using var terraform = await Terraform.StartAsync("events", ["hook=https://hook.example/"], ("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));
        await terraform.MakesAsync(Resources);
        await terraform.ChangesAsync(replaced: 0);
        // Connections tell no secrets, so that what is imported of them could not be compared.
        await terraform.ImportsAsync();
        await terraform.DestroysAsync(Resources);
    }
}
