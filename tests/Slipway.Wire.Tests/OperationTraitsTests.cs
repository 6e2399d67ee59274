namespace Slipway.Wire.Tests;

public sealed class OperationTraitsTests
{
    [Theory]
    [InlineData("GetUser", true)]
    [InlineData("BatchGetImage", true)]
    [InlineData("BatchCheckLayerAvailability", true)]
    [InlineData("LookupEvents", true)]
    [InlineData("SimulateCustomPolicy", true)]
    [InlineData("BatchDeleteImage", false)]
    [InlineData("PutImage", false)]
    [InlineData("AssumeRole", true)]
    [InlineData("UploadLayerPart", false)]
    public void The_name_says_whether_an_operation_changes_anything(string name, bool reads) => Assert.Equal(reads, new OperationTraits().Reads(name));

    [Fact]
    public void What_the_attribute_says_counts_for_more() => Assert.False(new OperationTraits { IsReadOnly = false }.Reads("GetAuthorizationToken"));
}
