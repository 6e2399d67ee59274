using System.Diagnostics;
using System.Text;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Policies, signatures and tokens with random faults, the same in every run: no fault of the server, no allowance, no long wait.</summary>
public sealed class FuzzTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] Morsels =
    [
        "\"", "{", "}", "[", "]", ",", ":", "*", "?", "${", "}", "\\u0000", "\\ud800", "\\", "0", "1e999", "null", "true", "${aws:username}", "${aws:PrincipalTag/x, 'y'}", "\u00e9", "\n", "ecr:*",
        "arn:aws:iam::", "\"Condition\":{\"StringLike\":{\"aws:x\":\"*\"}},", "\"NotAction\":\"x:y\",", "\"Resource\":[],", "((a{1,99}){1,99}){1,99}", "****************?a",
    ];

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_with_faults_is_stored_or_refused_and_a_denial_never_allows()
    {
        const string Deny =
            """{"Version":"2012-10-17","Statement":[{"Sid":"A1","Effect":"Deny","NotAction":["ecr:List*","sts:*"],"NotResource":"arn:aws:ecr:*:*:repository/${aws:username}/*","Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":["a*"]},"slipway:StringMatches":{"slipway:ImageTag":"v[0-9]+"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"DateLessThan":{"aws:CurrentTime":"2030-01-01"}}}]}""";
        var mallory = await app.GivenUserWith("mallory", StsCalls.Allow("nothing:Nothing", "*"));
        var (random, stored) = (new Random(3), 0);
        for (var round = 0; round < 400; round++)
        {
            var document = Mutate(Deny, random, 1 + (round % 4));
            var watch = Stopwatch.StartNew();
            var answer = await app.Iam("PutUserPolicy", "UserName=mallory", "PolicyName=only", AwsCalls.Form("PolicyDocument", document));
            Assert.True(watch.Elapsed < Patience, document);
            Assert.True(answer.Status is 200 || answer.Error is "MalformedPolicyDocument" or "ValidationError" or "LimitExceeded", $"{answer.Status} {answer.Body}: {document}");
            if (answer.Status is not 200) continue;
            stored++;
            watch.Restart();
            var denied = await app.Iam(mallory, "ListUsers");
            Assert.True(denied.Error is "AccessDenied", $"{denied.Status} {denied.Body}: {document}");
            Assert.True(watch.Elapsed < Patience, document);
        }

        Assert.InRange(stored, 10, 390);
    }

    [Fact]
    public async Task A_signature_with_faults_is_refused()
    {
        var url = await app.Url();
        const string Body = "Action=GetCallerIdentity&Version=2011-06-15";
        var random = new Random(4);
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 400; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(Body, null, "application/x-www-form-urlencoded") };
            AwsSigner.Sign(request, Encoding.UTF8.GetBytes(Body), AwsKey.Admin, "sts", SlipwayApp.Region, app.Clock.GetUtcNow());
            var genuine = request.Headers.GetValues("Authorization").Single();
            var changed = new string([.. Mutate(genuine, random, 1 + (round % 3)).Where(letter => letter is >= ' ' and <= '~')]);
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", changed);
            using var answer = await app.Send(request);
            var text = await answer.Content.ReadAsStringAsync();
            // White space and empty parts mean nothing, and neither does the case of a header's name.
            if (Meaning(changed) == Meaning(genuine)) continue;
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode} {text}: {changed}");
        }

        Assert.True(watch.Elapsed < 6 * Patience);

        static string Meaning(string header) => string.Join(' ', header.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Contains("Credential", StringComparison.Ordinal) || part.Contains("Signature", StringComparison.Ordinal) || part.StartsWith("AWS4", StringComparison.Ordinal) ? part : part.Replace("SignedHeaders", "", StringComparison.Ordinal).ToLowerInvariant()));
    }

    [Fact]
    public async Task A_token_with_faults_is_refused()
    {
        var token = await app.Token();
        var random = new Random(5);
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 600; round++)
        {
            var pair = round % 2 == 0 ? Mutate($"AWS:{token}", random, 1 + (round % 3)) : $"AWS:{token}";
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
            if (round % 2 == 1) encoded = new([.. Mutate(encoded, random, 1).Where(letter => letter is > ' ' and <= '~')]);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/");
            request.Headers.TryAddWithoutValidation("Authorization", "Basic " + encoded);
            using var answer = await app.Send(request);
            if (encoded == Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{token}"))) continue;
            Assert.True((int)answer.StatusCode is 401, $"{answer.StatusCode}: {encoded}");
        }

        Assert.True(watch.Elapsed < 6 * Patience);
    }

    private static string Mutate(string text, Random random, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var (at, length) = (random.Next(text.Length), random.Next(1, 12));
            var end = Math.Min(text.Length, at + length);
            text = random.Next(6) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + Morsels[random.Next(Morsels.Length)] + text[at..],
                2 => text[..at] + (char)random.Next(0x20, 0x17f) + text[(at + 1)..],
                3 => text[..end] + text[at..],
                4 => text[..at] + Morsels[random.Next(Morsels.Length)] + text[end..],
                _ => text[..at] + char.ToUpperInvariant(text[at]) + text[(at + 1)..],
            };
            if (text.Length == 0) text = "x";
        }

        return text;
    }
}
