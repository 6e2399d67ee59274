using Microsoft.AspNetCore.Http;

namespace Slipway.Oci;

/// <summary>What a route does: null when it has answered, else why it did not.</summary>
internal delegate ValueTask<OciError?> OciHandler(OciExchange exchange);

/// <param name="Action">
/// What the caller must be allowed on the repository; null where a valid token is enough. After a comma: another action
/// that will do instead.
/// </param>
internal sealed record OciRoute(OciNoun Noun, string Verb, string? Action, OciHandler AnswerAsync);

/// <summary>
/// Every route of the data plane, its verb and the IAM action that guards it, as ECR guards it. The nouns and paths are
/// in <see cref="OciPath"/>; the numbers are those of the distribution specification, "Endpoints".
/// </summary>
internal sealed class OciRoutes(Catalog catalog, Tags tags, Manifests manifests, Referrers referrers, Blobs blobs, BlobUploads uploads)
{
    private readonly OciRoute[] routes =
    [
        new(OciNoun.Base, "GET", null, ApiVersion.AnswerAsync), // end-1

        new(OciNoun.Manifest, "GET", "ecr:BatchGetImage", manifests.PullAsync), // end-3
        new(OciNoun.Manifest, "HEAD", "ecr:BatchGetImage", manifests.HeadAsync),
        new(OciNoun.Manifest, "PUT", "ecr:PutImage", manifests.PushAsync), // end-7
        new(OciNoun.Manifest, "DELETE", "ecr:BatchDeleteImage", manifests.DeleteAsync), // end-9

        // AWS's pull-only policy grants no BatchCheckLayerAvailability, and pulling clients ask HEAD too.
        new(OciNoun.Blob, "HEAD", "ecr:BatchCheckLayerAvailability,ecr:GetDownloadUrlForLayer", blobs.HeadAsync), // end-2
        new(OciNoun.Blob, "GET", "ecr:GetDownloadUrlForLayer", blobs.PullAsync),
        // Departs: ECR does not delete single blobs (405); the specification's management category does.
        new(OciNoun.Blob, "DELETE", "ecr:BatchDeleteImage", blobs.DeleteAsync), // end-10

        new(OciNoun.Uploads, "POST", "ecr:InitiateLayerUpload", uploads.StartAsync), // end-4a, end-4b, end-11; each asks for more by itself
        new(OciNoun.Upload, "PATCH", "ecr:UploadLayerPart", uploads.AppendAsync), // end-5
        new(OciNoun.Upload, "PUT", "ecr:CompleteLayerUpload", uploads.CompleteAsync), // end-6
        new(OciNoun.Upload, "GET", "ecr:UploadLayerPart", uploads.DescribeAsync), // end-13
        new(OciNoun.Upload, "DELETE", "ecr:UploadLayerPart", uploads.CancelAsync), // end-14

        new(OciNoun.Tags, "GET", "ecr:ListImages", tags.ListAsync), // end-8
        new(OciNoun.Referrers, "GET", "ecr:BatchGetImage", referrers.ListAsync), // end-12
        new(OciNoun.Catalog, "GET", "ecr:DescribeRepositories", catalog.ListAsync),
    ];

    public IReadOnlyList<OciRoute> All => routes;

    /// <summary>The route of a request; <c>HEAD</c> is <c>GET</c> without a body where it has no route of its own.</summary>
    public OciRoute? Find(OciNoun noun, string verb)
    {
        OciRoute? asGet = null;
        foreach (var route in routes)
        {
            if (route.Noun != noun) continue;
            if (HttpMethods.Equals(route.Verb, verb)) return route;
            if (HttpMethods.IsGet(route.Verb)) asGet = route;
        }

        return HttpMethods.IsHead(verb) && noun is not OciNoun.Upload ? asGet : null;
    }

    /// <summary>The verbs of a noun, for <c>Allow</c>.</summary>
    public string AllowedOf(OciNoun noun)
    {
        var verbs = routes.Where(route => route.Noun == noun).Select(route => route.Verb).ToList();
        if (Find(noun, "HEAD") is not null && !verbs.Contains("HEAD")) verbs.Add("HEAD");
        return string.Join(", ", verbs);
    }
}
