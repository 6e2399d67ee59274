using System.Text.Json;
using Slipway.Wire;

namespace Slipway.Tests.Contract;

/// <summary>The model that <c>slipway model</c> prints is whole: what it names is there, and says what the operations take.</summary>
public sealed class ClientModelTests
{
    private static readonly JsonElement Model = Read();

    [Fact]
    public void It_names_every_operation_of_ours_and_no_other() => Assert.Equal(
        OperationTable.All.Where(operation => operation.Service.SigningName == "slipway").Select(operation => operation.Name).Order(StringComparer.Ordinal),
        Model.GetProperty("operations").EnumerateObject().Select(operation => operation.Name));

    [Fact]
    public void Every_shape_that_is_named_is_there_and_every_shape_is_named()
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        Gather(Model, named);
        Assert.Equal(Model.GetProperty("shapes").EnumerateObject().Select(shape => shape.Name), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_request_says_what_it_demands()
    {
        var shapes = Model.GetProperty("shapes");
        var request = shapes.GetProperty("PutRepositoryProtectionRequest");
        Assert.Equal("structure", request.GetProperty("type").GetString());
        Assert.Equal(["repositoryName", "deletionProtection"], request.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        var protection = shapes.GetProperty(request.GetProperty("members").GetProperty("deletionProtection").GetProperty("shape").GetString()!);
        Assert.Equal(["NONE", "REPOSITORY", "REPOSITORY_AND_IMAGES"], protection.GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("[0-9]{12}", shapes.GetProperty(request.GetProperty("members").GetProperty("registryId").GetProperty("shape").GetString()!).GetProperty("pattern").GetString());
    }

    private static void Gather(JsonElement at, HashSet<string> named)
    {
        if (at.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in at.EnumerateArray()) Gather(item, named);
        }
        else if (at.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in at.EnumerateObject())
            {
                if (member.Name == "shape" && member.Value.ValueKind is JsonValueKind.String) named.Add(member.Value.GetString()!);
                else Gather(member.Value, named);
            }
        }
    }

    private static JsonElement Read()
    {
        using var model = new MemoryStream();
        ClientModel.Write(model, OperationTable.All.First(operation => operation.Service.SigningName == "slipway").Service, OperationTable.All);
        return JsonDocument.Parse(model.ToArray()).RootElement;
    }
}
