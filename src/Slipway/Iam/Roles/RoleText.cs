namespace Slipway.Iam.Roles;

/// <summary>What the members of several operations on roles share.</summary>
internal static class RoleText
{
    /// <summary>As IAM's model states it; at most 1,000 characters.</summary>
    public const string DescriptionPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";

    /// <summary>In seconds, for roles that do not say otherwise.</summary>
    public const int DefaultMaxSession = 3600;

    /// <summary>An empty description, as some clients send, is none.</summary>
    public static string? DescriptionOf(string? text) => text is "" ? null : text;
}
