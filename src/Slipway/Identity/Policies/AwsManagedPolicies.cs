namespace Slipway.Identity.Policies;

/// <summary>The policies that AWS itself maintains.</summary>
internal static class AwsManagedPolicies
{
    /// <summary>Allows every action on every resource of the account.</summary>
    public const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    public static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [
        new(
            "ANPAIWMBCKSKIEE64ZLYK", "/", "AdministratorAccess", "Provides full access to AWS services and resources.", "v1",
            new(2015, 2, 6, 18, 39, 46, TimeSpan.Zero), new(2015, 2, 6, 18, 39, 46, TimeSpan.Zero),
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""),
    ];

    public static AwsManagedPolicy? Find(string arn) => All.FirstOrDefault(policy => policy.Arn == arn);
}
