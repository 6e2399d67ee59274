using Slipway.Identity.Organizations;
using Slipway.Wire;

namespace Slipway.Organizations;

/// <summary>
/// The ARNs on which the operations demand permission ("Actions, resources, and condition keys for AWS Organizations").
/// They are named without their organization's id: <see cref="OrganizationResources"/> adds it.
/// </summary>
internal static class OrganizationsArns
{
    /// <param name="id">Of an account, root, organizational unit or policy.</param>
    public static string Of(Caller caller, string id) => $"arn:aws:organizations::{caller.Account}:{KindOf(id)}/{id}";

    private static string KindOf(string id) =>
        OrganizationIds.IsAccount(id) ? "account"
        : OrganizationIds.IsRoot(id) ? "root"
        : OrganizationIds.IsUnit(id) ? "ou"
        : "policy";
}
