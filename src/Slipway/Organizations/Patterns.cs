namespace Slipway.Organizations;

/// <summary>The patterns of the model's ids, and the bounds that go with them.</summary>
internal static class Patterns
{
    public const string Account = @"^\d{12}$";

    public const string AccountRequest = @"^car-[a-z0-9]{8,32}$";

    public const string Child = @"^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$";

    public const string NextToken = @"[\s\S]*";

    /// <summary>Characters of a <c>NextToken</c>.</summary>
    public const int LongestToken = 100_000;

    /// <summary>The largest <c>MaxResults</c>.</summary>
    public const int MostResults = 20;

    public const string Parent = "^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$";

    public const string Policy = "^p-[0-9a-zA-Z_]{8,128}$";

    public const string Root = "^r-[0-9a-z]{4,32}$";

    public const string Taggable =
        @"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$";

    public const string Target = @"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$";

    public const string Text = @"[\s\S]*";

    public const string Unit = "^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$";
}
