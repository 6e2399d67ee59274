using Slipway.Wire.Tests.Support;

namespace Slipway.Wire.Tests.SigV4;

/// <summary>A request for botocore to sign; what it made of it stands in <c>Golden/vectors.json</c>.</summary>
internal sealed record SigningCase(string Name, WireRequest Request, Key Key, string Service, bool IsPresigned)
{
    private const string Query = "Action=PingQuery&Version=2026-01-02";

    private static readonly WireRequest Get = new() { Method = "GET" };

    private static readonly WireRequest Json = WireRequest.Json("Shapes_V1.Ping", "{}");

    public static IReadOnlyList<SigningCase> All { get; } =
    [
        Signed("json", Json, "shapes"),
        Signed("json-session", Json, "shapes", Key.Session),
        Signed("json-unicode-body", WireRequest.Json("Shapes_V1.Ping", """{"what":"zażółć 🚢"}"""), "shapes"),
        Signed("form", WireRequest.Form(Query), "forms"),
        Signed("form-session", WireRequest.Form(Query), "forms", Key.Session),
        Signed("headers-of-go", Json
            .With("Amz-Sdk-Invocation-Id", "0f1e2d3c-0000-4000-8000-000000000001")
            .With("Amz-Sdk-Request", "attempt=1; max=3")
            .With("Content-Length", "2"), "shapes"),
        Signed("headers-of-javascript", Json
            .With("amz-sdk-invocation-id", "0f1e2d3c-0000-4000-8000-000000000002")
            .With("amz-sdk-request", "attempt=2; max=3")
            .With("content-length", "2")
            .With("x-amz-content-sha256", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
            .With("x-amz-user-agent", "aws-sdk-js/3.900.0 ua/2.1 os/linux#6.1"), "shapes"),
        Signed("header-spaces", Json.With("X-Spaced", "a   b    c").With("X-Trailing", "tail   "), "shapes"),
        Signed("header-repeated", Json.With("X-Many", "second").With("X-Many", "first").With("X-Many", "second"), "shapes"),
        Signed("header-empty", Json.With("X-Empty", ""), "shapes"),
        Signed("header-order", Json.With("Zebra", "1").With("X-Amz", "2").With("X-Amz-A", "3").With("X-Amz.B", "4").With("a", "5"), "shapes"),
        Signed("get", Get with { Target = $"/?{Query}" }, "forms"),
        Signed("query-order", WireRequest.Form(Query) with { Target = "/?b=2&a=2&a=1&B=3&A=4&a=10" }, "forms"),
        Signed("query-empty-values", Get with { Target = $"/?{Query}&empty=&bare&z" }, "forms"),
        Signed("query-encoded", Get with { Target = $"/?{Query}&x=a%20b%2Fc%3D%26%2B~-_.&%C3%A9=%E2%9C%93" }, "forms"),
        Signed("query-prefixes", Get with { Target = $"/?{Query}&x=1&x1=0&x-=2&x%20=3" }, "forms"),
        Signed("path-plain", WireRequest.Form(Query) with { Target = "/a/b/c" }, "forms"),
        Signed("path-trailing-slash", WireRequest.Form(Query) with { Target = "/a/b/" }, "forms"),
        Signed("path-dots", WireRequest.Form(Query) with { Target = "/a/./b/../c" }, "forms"),
        Signed("path-dots-beyond-root", WireRequest.Form(Query) with { Target = "/../../a" }, "forms"),
        Signed("path-ends-in-dots", WireRequest.Form(Query) with { Target = "/a/b/.." }, "forms"),
        Signed("path-double-slashes", WireRequest.Form(Query) with { Target = "//a///b//" }, "forms"),
        Signed("path-encoded", WireRequest.Form(Query) with { Target = "/a%20b/%E2%9C%93/c%2Fd/~e/f:g@h+i" }, "forms"),
        Signed("path-and-query", WireRequest.Form(Query) with { Target = "/p/?q=1&p=2" }, "forms"),
        Presigned("presigned", Get with { Target = $"/?{Query}" }, "forms", Key.Alice),
        Presigned("presigned-session", Get with { Target = $"/?{Query}" }, "forms", Key.Session),
        Presigned("presigned-as-kubernetes-does", (Get with { Target = $"/?{Query}" }).With("x-k8s-aws-id", "my-cluster"), "forms", Key.Session),
    ];

    private static SigningCase Signed(string name, WireRequest request, string service) => Signed(name, request, service, Key.Alice);

    private static SigningCase Signed(string name, WireRequest request, string service, Key key) => new(name, request, key, service, false);

    private static SigningCase Presigned(string name, WireRequest request, string service, Key key) => new(name, request, key, service, true);
}
