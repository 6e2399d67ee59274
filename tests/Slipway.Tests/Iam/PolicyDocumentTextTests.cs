using Slipway.Iam;

namespace Slipway.Tests.Iam;

public sealed class PolicyDocumentTextTests
{
    [Theory]
    [InlineData("{\"a\": 1}", "%7B%22a%22%3A%201%7D")]
    [InlineData("a-b_c.d~e", "a-b_c.d~e")]
    [InlineData("!*'()+/", "%21%2A%27%28%29%2B%2F")]
    [InlineData("\t\r\n", "%09%0D%0A")]
    [InlineData("\u00e9", "%C3%A9")]
    public void A_document_leaves_percent_encoded(string document, string encoded) => Assert.Equal(encoded, PolicyDocumentText.Encode(document));

    [Fact]
    public void The_longest_document_that_the_model_admits_is_encoded_whole()
    {
        var document = new string('"', PolicyDocumentText.MaxLength);
        Assert.Equal(document, Uri.UnescapeDataString(PolicyDocumentText.Encode(document)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{ \"a\" :\t\"b c\"\r\n}", 10)]
    public void White_space_does_not_count(string document, int size) => Assert.Equal(size, PolicyDocumentText.SizeOf(document));
}
