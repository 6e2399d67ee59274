namespace Slipway.Identity.Organizations;

/// <summary>The accounts of one owner (API_Organization). Service control policies bind all of them but the management account.</summary>
/// <param name="Id"><c>o-…</c></param>
/// <param name="ManagementAccount">12 digits.</param>
/// <param name="Email">Of the management account.</param>
internal sealed record Organization(string Id, string ManagementAccount, string Email)
{
    public string Arn => $"{Prefix}organization/{Id}";

    private string Prefix => $"arn:aws:organizations::{ManagementAccount}:";

    public string AccountArn(string account) => $"{Prefix}account/{Id}/{account}";

    /// <param name="id">Of a root (<c>r-…</c>) or an organizational unit (<c>ou-…</c>).</param>
    public string UnitArn(string id) => $"{Prefix}{(OrganizationIds.IsRoot(id) ? "root" : "ou")}/{Id}/{id}";

    public string PolicyArn(ServiceControlPolicy policy) => policy.IsAwsManaged
        ? $"arn:aws:organizations::aws:policy/service_control_policy/{policy.Id}"
        : $"{Prefix}policy/{Id}/service_control_policy/{policy.Id}";
}
