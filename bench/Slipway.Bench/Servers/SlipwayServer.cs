using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Slipway.Bench.Load;

namespace Slipway.Bench.Servers;

/// <summary>The built program as a user would start it, its credentials and policies switched on.</summary>
internal sealed class SlipwayServer(string program, string folder) : ServerUnderTest("slipway", folder)
{
    private const string Target = "AmazonEC2ContainerRegistry_V20150921.";

    private readonly Signer signer = new("AKIABENCHBENCHBENCH1", "bench/secret/bench/secret/bench/secret12", "us-east-1");

    public override void CreateRepository(string name)
    {
        using var connection = new Connection(EndPoint);
        connection.Request(Api("CreateRepository", $$"""{"repositoryName":"{{name}}"}"""));
        if (connection.Status != 200) throw new IOException($"CreateRepository: {Encoding.UTF8.GetString(connection.Body)}");
    }

    /// <summary>A whole signed call of the ECR API; good for some minutes and for any number of times.</summary>
    public byte[] Api(string operation, string body) => signer.Sign(EndPoint.ToString(), "ecr", Target + operation, body);

    protected override ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo(program, ["serve"]);
        start.Environment["SLIPWAY_URLS"] = $"http://{EndPoint}";
        start.Environment["SLIPWAY_DATA"] = Path.Combine(Folder, "data");
        start.Environment["SLIPWAY_ADMIN_ACCESS_KEY_ID"] = signer.KeyId;
        start.Environment["SLIPWAY_ADMIN_SECRET_ACCESS_KEY"] = signer.Secret;
        return start;
    }

    protected override void AfterStart()
    {
        using var connection = new Connection(EndPoint);
        connection.Request(Api("GetAuthorizationToken", "{}"));
        if (connection.Status != 200) throw new IOException($"GetAuthorizationToken: {Encoding.UTF8.GetString(connection.Body)}");
        using var answer = JsonDocument.Parse(connection.Body);
        var token = answer.RootElement.GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString();
        Authorization = $"Authorization: Basic {token}\r\n";
    }
}
