using System.Text.Json;

namespace Slipway.EndToEnd.Clients;

/// <summary>Terraform's AWS provider makes everything of IAM that it knows, finds it again, changes, imports and destroys it.</summary>
public sealed class TerraformTests
{
    private const int Resources = 26;

    [Fact]
    public async Task Everything_of_IAM_is_made_changed_imported_and_destroyed()
    {
        await using var terraform = await Terraform.StartAsync("iam", []);
        await terraform.MakesAsync(Resources);
        SeesWhatWasMade(await terraform.SeenAsync());
        await terraform.ChangesAsync(replaced: 0);
        await terraform.ImportsAsync();
        await terraform.DestroysAsync(Resources);
        // Nothing is left that could be imported once more.
        (await terraform.PlanAsync()).FailsWith("Cannot import non-existent remote object");
    }

    private static void SeesWhatWasMade(JsonElement seen)
    {
        string Text(string name) => seen.GetProperty(name).GetString()!;
        string[] List(string name) => [.. seen.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

        Assert.Equal("arn:aws:iam::000000000000:user/terraform/tf-alice", Text("user"));
        Assert.Equal("arn:aws:iam::000000000000:policy/tf-limit", Text("boundary"));
        Assert.Matches("^AROA[A-Z2-7]{17}$", Text("role"));
        Assert.Equal("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", Text("aws"));
        Assert.Equal("arn:aws:iam::000000000000:role/terraform/tf-deploy", Text("profile"));
        Assert.Equal("arn:aws:iam::000000000000:user/admin", Text("issuer"));
        Assert.Equal("tf-slipway", Text("alias"));
        Assert.Equal(["tf-alice", "tf-bob"], List("members"));
        Assert.Equal(["tf-deploy"], List("roles"));
        Assert.Equal(["tf-alice"], List("users"));
        Assert.True(seen.GetProperty("trust").GetBoolean());
        Assert.True(seen.GetProperty("policy").GetBoolean());
    }
}
