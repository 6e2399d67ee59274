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

    /// <summary>What it may pull through.</summary>
    public ServerUnderTest? Upstream { get; set; }

    public override void CreateRepository(string name)
    {
        using var connection = new Connection(EndPoint);
        connection.Request(Api("CreateRepository", $$"""{"repositoryName":"{{name}}"}"""));
        if (connection.Status != 200) throw new IOException($"CreateRepository: {Encoding.UTF8.GetString(connection.Body)}");
    }

    /// <summary>A whole signed call of the ECR API; good for some minutes and for any number of times.</summary>
    public byte[] Api(string operation, string body) => signer.Sign(EndPoint.ToString(), "ecr", Target + operation, body);

    /// <summary>A whole signed call of IAM as the admin.</summary>
    public byte[] Iam(string operation, string parameters) => signer.Sign(EndPoint.ToString(), "iam", null, $"Action={operation}&Version=2010-05-08&{parameters}");

    /// <summary>The header line of a user's registry requests.</summary>
    public string Login(Connection connection, string keyId, string secret)
    {
        connection.Expect(200, new Signer(keyId, secret, "us-east-1").Sign(EndPoint.ToString(), "ecr", Target + "GetAuthorizationToken", "{}"));
        using var answer = JsonDocument.Parse(connection.Body);
        return $"Authorization: Basic {answer.RootElement.GetProperty("authorizationData")[0].GetProperty("authorizationToken").GetString()}\r\n";
    }

    protected override ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo(program, ["serve"]);
        start.Environment["SLIPWAY_URLS"] = $"http://{EndPoint}";
        start.Environment["SLIPWAY_DATA"] = Path.Combine(Folder, "data");
        start.Environment["SLIPWAY_ADMIN_ACCESS_KEY_ID"] = signer.KeyId;
        start.Environment["SLIPWAY_ADMIN_SECRET_ACCESS_KEY"] = signer.Secret;
        start.Environment["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1";
        // One principal asks as fast as it can: that is the load, not an attack.
        start.Environment["SLIPWAY_API_RATE"] = start.Environment["SLIPWAY_REGISTRY_RATE"] = "0";
        return start;
    }

    protected override void AfterStart()
    {
        using var connection = new Connection(EndPoint);
        Authorization = Login(connection, signer.KeyId, signer.Secret);
    }
}
