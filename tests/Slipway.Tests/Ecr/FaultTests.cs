using Slipway.Adapters.Sql;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr;

public sealed class FaultTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_fault_of_the_server_has_the_name_that_the_model_gives_it()
    {
        await app.CreateRepository("team/web");
        await (await app.Get<Database>()).DisposeAsync();
        var answer = await app.Ecr("DescribeImages", """{"repositoryName":"team/web"}""");
        Assert.Equal((500, "ServerException"), (answer.Status, answer.Error));
        Assert.DoesNotContain("Database", answer.Message, StringComparison.Ordinal);
    }
}
