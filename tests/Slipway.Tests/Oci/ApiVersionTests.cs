using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci;

/// <summary>"Determining Support", end-1.</summary>
public sealed class ApiVersionTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    [Theory]
    [InlineData("/v2/")]
    [InlineData("/v2")]
    public async Task A_registry_that_implements_the_specification_answers_200(string path)
    {
        using var answer = await registry.App.Get(path).Expect(HttpStatusCode.OK);
        Assert.Equal("registry/2.0", answer.Header("Docker-Distribution-Api-Version"));
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_endpoint_answers_HEAD_without_a_body()
    {
        using var answer = await registry.App.Head("/v2/").Expect(HttpStatusCode.OK);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/v2/nothing")]
    [InlineData("/v2/a/b/c/d")]
    [InlineData("/v2/a/manifests/")]
    [InlineData("/v2//manifests/x")]
    [InlineData("/v2/a/tags/list/more")]
    public async Task A_path_that_is_no_endpoint_is_refused_in_the_specifications_JSON(string path)
    {
        using var answer = await registry.App.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True((await answer.Json()).GetProperty("errors").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("PUT", "/v2/", "GET, HEAD")]
    [InlineData("POST", "/v2/team/app/manifests/latest", "GET, HEAD, PUT, DELETE")]
    [InlineData("PATCH", "/v2/team/app/tags/list", "GET, HEAD")]
    [InlineData("PUT", "/v2/team/app/blobs/sha256:abc", "HEAD, GET, DELETE")]
    [InlineData("GET", "/v2/team/app/blobs/uploads/", "POST")]
    [InlineData("BREW", "/v2/_catalog", "GET, HEAD")]
    [InlineData("OPTIONS", "/v2/team/app/referrers/sha256:abc", "GET, HEAD")]
    public async Task A_method_that_an_endpoint_lacks_is_refused_with_those_it_has(string method, string path, string allowed)
    {
        using var answer = await registry.App.Registry(new(new HttpMethod(method), path));
        await answer.Refused(HttpStatusCode.MethodNotAllowed, "UNSUPPORTED");
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    [Theory]
    [InlineData("/v2/A/manifests/latest")]
    [InlineData("/v2/a%2fb/manifests/latest")]
    [InlineData("/v2/a%252fb/manifests/latest")]
    [InlineData("/v2/a/%252e%252e/b/manifests/latest")]
    [InlineData("/v2/a--/manifests/latest")]
    [InlineData("/v2/x/manifests/latest")]
    public async Task A_name_that_breaks_the_grammar_is_refused(string path)
    {
        using var answer = await registry.App.Get(path);
        await answer.Refused(HttpStatusCode.BadRequest, "NAME_INVALID");
    }

    [Fact]
    public async Task A_name_of_more_than_256_characters_is_refused()
    {
        using var answer = await registry.App.Get($"/v2/{new string('a', 257)}/tags/list");
        await answer.Refused(HttpStatusCode.BadRequest, "NAME_INVALID");
    }

    [Fact]
    public async Task A_missing_repository_is_named_in_ECRs_sentence()
    {
        using var answer = await registry.App.Get("/v2/docker-apiatest/manifests/latest");
        Assert.Equal(
            "The repository with name 'docker-apiatest' does not exist in the registry with id '000000000000'",
            await answer.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN"));
    }
}
