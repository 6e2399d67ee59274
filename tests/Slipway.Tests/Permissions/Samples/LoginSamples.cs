using System.Net;
using Slipway.Tests.Iam.SamlProviders;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Permissions.Samples;

/// <summary>Passwords, their policy, MFA devices, identity providers, and the alias of the account.</summary>
internal static class LoginSamples
{
    private const string Iam = "arn:aws:iam::000000000000:";
    private const string User = $"{Iam}user/@", Device = $"{Iam}mfa/@", Oidc = $"{Iam}oidc-provider/@.example.com", Saml = $"{Iam}saml-provider/@";
    private const string Tags = "Tags.member.1.Key=a&Tags.member.1.Value=1", Codes = "AuthenticationCode1=000000&AuthenticationCode2=000000";

    public static IEnumerable<OperationSample> All =>
    [
        Of("CreateLoginProfile", "UserName=@&Password=Passw0rd", User) with { Given = AUser },
        Of("GetLoginProfile", "UserName=@", User) with { Given = ALogin },
        Of("UpdateLoginProfile", "UserName=@&PasswordResetRequired=true", User) with { Given = ALogin },
        Of("DeleteLoginProfile", "UserName=@", User) with { Given = ALogin },
        // The tester has no password.
        Of("ChangePassword", "OldPassword=a&NewPassword=b", $"{Iam}user/tester") with { Answers = "NoSuchEntity" },
        Of("GetAccountPasswordPolicy", "", "*") with { Given = APolicy },
        Of("UpdateAccountPasswordPolicy", "MinimumPasswordLength=8", "*"),
        Of("DeleteAccountPasswordPolicy", "", "*") with { Given = APolicy },
        Of("CreateVirtualMFADevice", $"VirtualMFADeviceName=@&Path=/team/&{Tags}", $"{Iam}mfa/team/@") with { Also = [("iam:TagMFADevice", $"{Iam}mfa/team/@")] },
        Of("EnableMFADevice", $"UserName=@&SerialNumber={Device}&{Codes}", User) with { Given = AUserAndADevice, Answers = "InvalidAuthenticationCode" },
        // Of a device that is not the user's there is nothing to be done.
        Of("ResyncMFADevice", $"UserName=@&SerialNumber={Device}&{Codes}", User) with { Given = AUserAndADevice, Answers = "NoSuchEntity" },
        Of("DeactivateMFADevice", $"UserName=@&SerialNumber={Device}", User) with { Given = AUserAndADevice, Answers = "NoSuchEntity" },
        Of("DeleteVirtualMFADevice", $"SerialNumber={Device}", Device) with { Given = ADevice },
        Of("GetMFADevice", $"SerialNumber={Device}", Device) with { Given = ADevice },
        Of("ListMFADevices", "UserName=@", User) with { Given = AUser },
        Of("ListVirtualMFADevices", "", $"{Iam}mfa/"),
        Of("TagMFADevice", $"SerialNumber={Device}&{Tags}", Device) with { Given = ADevice },
        Of("UntagMFADevice", $"SerialNumber={Device}&TagKeys.member.1=a", Device) with { Given = ADevice },
        Of("ListMFADeviceTags", $"SerialNumber={Device}", Device) with { Given = ADevice },
        Of("CreateOpenIDConnectProvider", $"Url=https://@.example.com&{Tags}", Oidc) with { Also = [("iam:TagOpenIDConnectProvider", Oidc)] },
        OnOidc("GetOpenIDConnectProvider", ""),
        Of("ListOpenIDConnectProviders", "", $"{Iam}oidc-provider/"),
        OnOidc("DeleteOpenIDConnectProvider", ""),
        OnOidc("AddClientIDToOpenIDConnectProvider", "&ClientID=a"),
        OnOidc("RemoveClientIDFromOpenIDConnectProvider", "&ClientID=a"),
        OnOidc("UpdateOpenIDConnectProviderThumbprint", $"&ThumbprintList.member.1={new string('a', 40)}"),
        OnOidc("TagOpenIDConnectProvider", $"&{Tags}"),
        OnOidc("UntagOpenIDConnectProvider", "&TagKeys.member.1=a"),
        OnOidc("ListOpenIDConnectProviderTags", ""),
        Of("CreateSAMLProvider", $"Name=@&{Tags}&{Form("SAMLMetadataDocument", SamlDocuments.Valid)}", Saml) with { Also = [("iam:TagSAMLProvider", Saml)] },
        OnSaml("GetSAMLProvider", ""),
        Of("ListSAMLProviders", "", $"{Iam}saml-provider/"),
        OnSaml("UpdateSAMLProvider", "&AssertionEncryptionMode=Required"),
        OnSaml("DeleteSAMLProvider", ""),
        OnSaml("TagSAMLProvider", $"&{Tags}"),
        OnSaml("UntagSAMLProvider", "&TagKeys.member.1=a"),
        OnSaml("ListSAMLProviderTags", ""),
        Of("CreateAccountAlias", "AccountAlias=acme", "*"),
        Of("DeleteAccountAlias", "AccountAlias=acme-2", "*") with { Given = async (app, _) => await Ok(app.Iam("CreateAccountAlias", "AccountAlias=acme-2")) },
        Of("ListAccountAliases", "", "*"),
    ];

    private static OperationSample Of(string operation, string request, string resource) => new("iam", operation, request, resource);

    private static OperationSample OnOidc(string operation, string more) => Of(operation, $"OpenIDConnectProviderArn={Oidc}{more}", Oidc) with
    {
        Given = async (app, name) => await Ok(app.Iam("CreateOpenIDConnectProvider", $"Url=https://{name}.example.com")),
    };

    private static OperationSample OnSaml(string operation, string more) => Of(operation, $"SAMLProviderArn={Saml}{more}", Saml) with
    {
        Given = (app, name) => app.GivenSamlProvider(name),
    };

    private static async Task AUser(SlipwayApp app, string name) => await Ok(app.Iam("CreateUser", $"UserName={name}"));

    private static async Task ALogin(SlipwayApp app, string name)
    {
        await AUser(app, name);
        await Ok(app.Iam("CreateLoginProfile", $"UserName={name}", "Password=Passw0rd"));
    }

    private static async Task APolicy(SlipwayApp app, string name) => await Ok(app.Iam("UpdateAccountPasswordPolicy"));

    private static async Task ADevice(SlipwayApp app, string name) => await Ok(app.Iam("CreateVirtualMFADevice", $"VirtualMFADeviceName={name}"));

    private static async Task AUserAndADevice(SlipwayApp app, string name)
    {
        await AUser(app, name);
        await ADevice(app, name);
    }

    private static async Task Ok(Task<AwsAnswer> call) => (await call).Expect(HttpStatusCode.OK);
}
