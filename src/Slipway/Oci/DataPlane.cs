using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Slipway.Registry;
using Slipway.Registry.Quotas;
using Slipway.Registry.Sealing;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>
/// The registry as docker and other OCI clients see it: everything under <c>/v2/</c> (OCI distribution specification
/// 1.1, with ECR's authentication and words). To learn what happens to a request, read <see cref="AnswerAsync"/>.
/// </summary>
internal sealed partial class DataPlane(
    OciRoutes routes, OciAuth auth, OciAudit audit, SignedLayers signed, RegistryHost hosts, IRepositoryStore repositories,
    CreateOnPush creation, UpstreamPulls upstreams, IEncryptionKeys keys, ILogger<DataPlane> log)
{
    /// <summary>Whether a request is the data plane's to answer.</summary>
    public static bool Owns(HttpRequest request) =>
        request.Path.Value is { } path && path.StartsWith("/v2", StringComparison.Ordinal) && (path.Length == 3 || path[3] == '/');

    public async Task AnswerAsync(HttpContext http)
    {
        MarkAnswer(http.Response.Headers);
        try
        {
            if (await RunAsync(http) is { } error) await OciExchange.RefuseAsync(http, error);
        }
        catch (BadHttpRequestException broken) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // The body broke a rule of HTTP, or came too slowly.
            await OciExchange.RefuseAsync(http, new(broken.StatusCode, "BLOB_UPLOAD_INVALID", broken.Message));
        }
        catch (Exception fault) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var id = http.Features.Get<RequestRecord>()?.RequestId ?? "";
            RequestFailed(log, http.Request.Method, http.Request.Path, id, fault);
            var requestId = http.Response.Headers["x-amzn-RequestId"];
            http.Response.Clear();
            http.Response.Headers["x-amzn-RequestId"] = requestId;
            MarkAnswer(http.Response.Headers);
            await OciExchange.RefuseAsync(http, OciErrors.Fault(id));
        }
    }

    private static void MarkAnswer(IHeaderDictionary headers)
    {
        headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        // The types of manifests are their pushers' word, and blobs are anything: no browser may guess a better one.
        headers.XContentTypeOptions = "nosniff";
    }

    private async ValueTask<OciError?> RunAsync(HttpContext http)
    {
        // An address that GetDownloadUrlForLayer gave out is its own permission.
        if (SignedLayers.Owns(http.Request)) return await signed.AnswerAsync(http);

        // Who asks, before anything is said about what is there.
        var registry = hosts.ScopeOf(http.Request.Host.Value);
        var token = await auth.CheckAsync(http.Request, http.RequestAborted);
        var record = http.Features.Get<RequestRecord>();
        var caller = Caller.Of(http, token.Principal ?? Principal.Anonymous, registry.Region, record?.RequestId ?? "");
        if (await auth.RefusalOfAsync(token, caller, registry, http.Request) is { } refusal)
        {
            await audit.TurnedAwayAsync(http, caller, refusal);
            if (refusal.Status != StatusCodes.Status401Unauthorized) return refusal;
            await OciAuth.ChallengeAsync(http);
            return null;
        }

        record?.Principal = caller.Principal.Arn;

        // What is asked.
        var path = OciPath.Parse(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (path.Noun is OciNoun.Unknown) return OciErrors.PathUnknown;
        if (routes.Find(path.Noun, http.Request.Method) is not { } route) return OciErrors.MethodNotAllowed(routes.AllowedOf(path.Noun));

        var exchange = new OciExchange(http, path, registry, caller);
        OciError? error;
        try
        {
            error = await ServeAsync(exchange, route, record);
        }
        catch (StorageQuotaException full) when (!http.Response.HasStarted)
        {
            error = OciErrors.Denied(full.Message);
        }
        catch (KeyUnavailableException shut) when (!http.Response.HasStarted)
        {
            error = OciErrors.Denied(shut.Message);
        }
        catch
        {
            await audit.BrokenAsync(exchange, route);
            throw;
        }

        await audit.AnsweredAsync(exchange, route, error);
        return error;
    }

    private async ValueTask<OciError?> ServeAsync(OciExchange exchange, OciRoute route, RequestRecord? record)
    {
        // Whether they may.
        var (path, registry) = (exchange.Path, exchange.Registry);
        if (path.Name.Length > 0)
        {
            if (!path.TryGetRepository(out var name)) return OciErrors.NameInvalid;
            exchange.Name = name;
        }

        if (await AuthorizeAsync(exchange, route, record) is { } denial) return denial;

        // Where it is.
        if (path.Name.Length > 0)
        {
            var repository = await repositories.FindAsync(registry, exchange.Name, exchange.Aborted);
            if (repository is null)
            {
                (repository, var refusal) = await creation.TryAsync(exchange, route);
                if (repository is null && refusal is null) (repository, refusal) = await upstreams.TryCreateAsync(exchange, route);
                if (repository is null) return refusal ?? OciErrors.NameUnknown(exchange.Name, registry);
                // What it began with, such as a policy, binds the request that made it too.
                if (await AuthorizeAsync(exchange, route, record) is { } after) return after;
            }

            exchange.Repository = repository;
            // What is cached is under the key too. To clear up it is not needed.
            if (!HttpMethods.IsDelete(exchange.Request.Method) && path.Noun is not OciNoun.Tags && await keys.FaultOfAsync(repository.Encryption.Domain, exchange.Aborted) is { } shut)
                return OciErrors.Denied(shut.Message);
        }

        return await route.AnswerAsync(exchange);
    }

    private async ValueTask<OciError?> AuthorizeAsync(OciExchange exchange, OciRoute route, RequestRecord? record)
    {
        if (route.Action is null) return null;
        var resource = OciAuth.ArnOf(exchange.Registry, exchange.Path.Name.Length == 0 ? "*" : exchange.Path.Name);
        var comma = route.Action.IndexOf(',');
        var action = comma < 0 ? route.Action : route.Action[..comma];
        record?.Action = action;
        var denial = await auth.DemandAsync(exchange, Access.To(action, resource).ForEach(ImageTagKey.Name, TagsOf(exchange)));
        if (denial is null || comma < 0) return denial;
        return await auth.DemandAsync(exchange, Access.To(route.Action[(comma + 1)..], resource)) is null ? null : denial;
    }

    /// <summary>The tags that a request names: of its path, or of the query of a push by digest ("Pushing Manifests").</summary>
    private static StringValues TagsOf(OciExchange exchange)
    {
        if (exchange.Path.Noun is not OciNoun.Manifest) return default;
        if (!exchange.Path.Reference.Contains(':')) return exchange.Path.Reference;
        return HttpMethods.IsPut(exchange.Request.Method) ? exchange.Request.Query["tag"] : default;
    }

    [LoggerMessage(2000, LogLevel.Error, "{Method} {Path} failed, request {RequestId}")]
    private static partial void RequestFailed(ILogger log, string method, string path, string requestId, Exception fault);
}
