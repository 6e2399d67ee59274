using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>Every image that was pushed gets its one signature, whenever the server is killed.</summary>
public sealed class SigningCrashTests
{
    private const int Kills = 12;

    [Fact]
    public async Task Kills_neither_lose_a_signature_nor_make_a_second_one()
    {
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("crash/signed");
        await client.Ecr(
            "PutSigningConfiguration", """{"signingConfiguration":{"rules":[{"signingProfileArn":"arn:aws:signer:us-east-1:000000000000:/signing-profiles/release"}]}}""");
        var chance = new Random(11);
        List<string> pushed = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var i = 0; i < 8; i++)
            {
                var image = SmallImage.Random(chance, layers: 1, layerSize: 200);
                Assert.True(await image.Push(client, "crash/signed", null));
                pushed.Add(image.Digest);
            }

            await Task.Delay(chance.Next(0, 40), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await server.StartAsync();
        }

        foreach (var digest in pushed)
        {
            await WaitAsync(client, digest);
            var listed = await client.Ecr("ListImageReferrers", $$"""{"repositoryName":"crash/signed","subjectId":{"imageDigest":"{{digest}}"} }""");
            Assert.Single(listed.GetProperty("referrers").EnumerateArray());
        }

        Assert.Equal(0, (await server.StopAsync()));
        Assert.Equal(0, (await server.CommandAsync("verify")).Code);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {pushed.Count} images, each with one signature");
    }

    private static async Task WaitAsync(Client client, string digest)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var status = (await client.Ecr("DescribeImageSigningStatus", $$"""{"repositoryName":"crash/signed","imageId":{"imageDigest":"{{digest}}"} }""")).GetProperty("signingStatuses");
            if (status.GetArrayLength() == 1 && status[0].GetProperty("status").GetString() == "COMPLETE") return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{digest} was not signed.");
    }
}
