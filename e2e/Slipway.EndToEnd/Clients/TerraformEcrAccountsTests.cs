using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Terraform makes one account's registry a cache of another's, by a role, as its provider's own tests do; skopeo then pulls through it.</summary>
public sealed class TerraformEcrAccountsTests
{
    private const int Resources = 8;

    [Fact]
    public async Task A_cache_of_another_account_is_made_changed_used_imported_and_destroyed()
    {
        Tool.Require("aws", "skopeo");
        await using var terraform = await Terraform.StartAsync("ecr-accounts", []);
        var server = terraform.Server;
        using var partner = await PartnerAccount.OfAsync(server, "upstream");
        terraform.Let("upstream", partner.Account);
        await terraform.MakesAsync(Resources);
        var seen = await terraform.SeenAsync();
        Assert.Equal(("arn:aws:iam::000000000000:role/cache-web", "ROOT"), (seen.GetProperty("role").GetString(), seen.GetProperty("prefix").GetString()));
        Assert.True(seen.GetProperty("upstream").GetBoolean());
        await terraform.ChangesAsync(replaced: 0);
        Assert.Equal("arn:aws:iam::000000000000:role/cache-ops", (await terraform.SeenAsync()).GetProperty("role").GetString());

        await partner.PushAsync("team/web", "v1");
        var aws = new AwsCli(server);
        Assert.True((await aws.Ecr("validate-pull-through-cache-rule", "--ecr-repository-prefix", "partner")).GetProperty("isValid").GetBoolean());
        (await partner.PullAsync($"{server.Host}/partner/team/web:v1", await Password.OfAsync(server))).Succeeds();

        await terraform.ImportsAsync();
        await terraform.DestroysAsync(Resources);
        await aws.EcrFails("PullThroughCacheRuleNotFoundException", "describe-pull-through-cache-rules", "--ecr-repository-prefixes", "partner");
    }
}
