using Slipway.Server;
using Slipway.Server.Configuration;
using Slipway.Server.Logging;

namespace Slipway.Tests.Server;

public sealed class SlipwayOptionsTests
{
    [Fact]
    public void Everything_has_a_default()
    {
        var options = Load(("HOME", "/home/me"));
        Assert.Equal("http://127.0.0.1:4566", Assert.Single(options.Urls).ToString());
        Assert.Equal("/home/me/.local/share/slipway", options.DataFolder);
        Assert.Equal(("000000000000", "us-east-1"), (options.Home.Account, options.Home.Region));
        Assert.Null(options.AdminKey);
        Assert.Null(options.RegistryDomain);
        Assert.Equal((LogFormat.Plain, TimeSpan.FromHours(1), 600_000), (options.LogFormat, options.Collector.Period, options.PasswordCost.Iterations));
    }

    [Theory]
    [InlineData("http://127.0.0.1:4566", "http://127.0.0.1:4566")]
    [InlineData("http://+:80", "http://*:80")]
    [InlineData("http://*:0/", "http://*:0")]
    [InlineData("HTTP://LocalHost", "http://localhost:80")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("http://0.0.0.0:1;http://[::]:2", "http://0.0.0.0:1 http://[::]:2")]
    public void Addresses_to_listen_on_are_understood(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Load(("SLIPWAY_URLS", text)).Urls));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("256MiB", 256 << 20)]
    public void Memory_for_pulls_can_be_more_or_none(string text, long expected) =>
        Assert.Equal(expected, Load(("SLIPWAY_PULL_MEMORY", text)).PullMemory);

    [Fact]
    public void Hosts_are_allowed_by_name_or_address() =>
        Assert.Equal(["idp.internal", "127.0.0.1", "::1"], Load(("SLIPWAY_ALLOWED_HOSTS", "idp.internal;127.0.0.1, ::1")).AllowedHosts);

    [Theory]
    [InlineData("SLIPWAY_URLS", " ; ")]
    [InlineData("SLIPWAY_URLS", "127.0.0.1:4566")]
    [InlineData("SLIPWAY_URLS", "http://example.com:4566")]
    [InlineData("SLIPWAY_URLS", "http://127.0.0.1:70000")]
    [InlineData("SLIPWAY_URLS", "http://127.0.0.1:1/path")]
    [InlineData("SLIPWAY_ACCOUNT_ID", "12345678901")]
    [InlineData("SLIPWAY_ACCOUNT_ID", "12345678901\u0665")]
    [InlineData("SLIPWAY_REGION", "US-EAST-1")]
    [InlineData("SLIPWAY_REGISTRY_DOMAIN", "https://example.com")]
    [InlineData("SLIPWAY_REGISTRY_DOMAIN", "example..com")]
    [InlineData("SLIPWAY_REGISTRY_DOMAIN", "example.com:65536")]
    [InlineData("SLIPWAY_URLS", "http://127.0.0.1:4566;http://127.0.0.1:4566")]
    [InlineData("SLIPWAY_LOG_LEVEL", "loud")]
    [InlineData("SLIPWAY_GC_PERIOD", "0s")]
    [InlineData("SLIPWAY_GC_PERIOD", "-1h")]
    [InlineData("SLIPWAY_GC_GRACE", "99999999999d")]
    [InlineData("SLIPWAY_STOP_TIMEOUT", "s")]
    [InlineData("SLIPWAY_PULL_MEMORY", "64")]
    [InlineData("SLIPWAY_PULL_MEMORY", "2TiB")]
    [InlineData("SLIPWAY_REMOTE_TIMEOUT", "11m")]
    [InlineData("SLIPWAY_PASSWORD_COST", "9999")]
    [InlineData("SLIPWAY_ALLOWED_HOSTS", "https://idp.internal")]
    [InlineData("SLIPWAY_ALLOWED_HOSTS", "idp.internal:8443")]
    [InlineData("SLIPWAY_ADMIN_ACCESS_KEY_ID", "AKIAONLYTHEID0000000")]
    [InlineData("SLIPWAY_TLS_CERTIFICATE", "/no/such/file.pem")]
    [InlineData("SLIPWAY_DATABASE", "postgres://localhost/slipway")]
    [InlineData("SLIPWAY_BLOBS", "s3://bucket/prefix")]
    public void What_cannot_be_used_is_named_by_its_setting(string name, string value)
    {
        var wrong = Assert.Throws<ConfigurationFaultsException>(() => Load((name, value)));
        Assert.Contains(wrong.Faults, fault => fault.StartsWith(name, StringComparison.Ordinal) || fault.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once_and_no_secret_among_them()
    {
        var wrong = Assert.Throws<ConfigurationFaultsException>(() => Load(
            ("SLIPWAY_URLS", "x"), ("SLIPWAY_REGION", "y"), ("SLIPWAY_ADMIN_ACCESS_KEY_ID", "AKIAEXAMPLE000000000"), ("SLIPWAY_ADMIN_SECRET_ACCESS_KEY", "with spaces in it")));
        Assert.Equal(3, wrong.Faults.Count);
        Assert.DoesNotContain("with spaces", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_key_pair_that_is_wrong_itself_is_told_both_faults() =>
        Assert.Equal(2, Assert.Throws<ConfigurationFaultsException>(() => Load(("SLIPWAY_ADMIN_ACCESS_KEY_ID", "x"))).Faults.Count);

    [Fact]
    public void Files_that_hold_no_certificate_or_are_no_folder_are_told_with_the_other_faults()
    {
        var file = Path.GetTempFileName();
        try
        {
            var wrong = Assert.Throws<ConfigurationFaultsException>(() => Load(
                ("SLIPWAY_URLS", "https://*:443"), ("SLIPWAY_TLS_CERTIFICATE", file), ("SLIPWAY_TLS_KEY", file), ("SLIPWAY_DATA", file), ("SLIPWAY_REGION", "y")));
            Assert.Equal(["SLIPWAY_DATA", "SLIPWAY_REGION", "SLIPWAY_TLS_CERTIFICATE"], wrong.Faults.Select(fault => fault.Split(':')[0]).Order());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("registry.example.com")]
    [InlineData("my-host:65535")]
    [InlineData("10.0.0.1:80")]
    public void A_domain_may_have_a_port(string domain) => Assert.Equal(domain, Load(("SLIPWAY_REGISTRY_DOMAIN", domain)).RegistryDomain);

    [Fact]
    public void An_https_address_needs_a_certificate() =>
        Assert.Contains("SLIPWAY_TLS_CERTIFICATE", Assert.Throws<ConfigurationFaultsException>(() => Load(("SLIPWAY_URLS", "https://*:443"))).Message, StringComparison.Ordinal);

    private static SlipwayOptions Load(params (string Name, string Value)[] settings) =>
        SlipwayOptions.Load(settings.ToDictionary(setting => setting.Name, setting => setting.Value).GetValueOrDefault);
}
