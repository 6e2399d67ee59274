using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Slipway.CloudTrail;
using Slipway.Events.Publishing;
using Slipway.Identity;
using Slipway.Identity.Passwords;
using Slipway.Registry;
using Slipway.Server.Configuration;
using Slipway.Server.Logging;

namespace Slipway.Server;

/// <summary>Every setting of the program, checked. Described for its users in docs/running.md.</summary>
internal sealed partial record SlipwayOptions
{
    public required IReadOnlyList<ListenAddress> Urls { get; init; }

    public required string DataFolder { get; init; }

    /// <summary>The registry of the default account and region.</summary>
    public required RegistryScope Home { get; init; }

    /// <summary>The key pair of the first identity; null lets the first start make one.</summary>
    public required AdminKey? AdminKey { get; init; }

    public required string? RegistryDomain { get; init; }

    /// <summary>Certificate and key files (PEM) for the https addresses.</summary>
    public required TlsFiles? Tls { get; init; }

    public required LogFormat LogFormat { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <summary>Whether new blobs of repositories without a KMS key are encrypted at rest.</summary>
    public required bool EncryptsBlobs { get; init; }

    /// <summary>Bytes of encrypted layers that memory may hold opened while several clients pull them; 0 for none.</summary>
    public required long PullMemory { get; init; }

    /// <summary>How often the collector runs, and how long it leaves alone what no image refers to.</summary>
    public required CollectorOptions Collector { get; init; }

    /// <summary>How much of the audit trail is kept.</summary>
    public required AuditOptions Audit { get; init; }

    /// <summary>How much of the disk undelivered events and dead letters of an account may take.</summary>
    public required EventLimits Events { get; init; }

    /// <summary>Hosts that strangers name, of identity providers, registries and web hooks, that may be asked although their addresses are this machine's own.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>How long other registries are waited for.</summary>
    public required TimeSpan RemoteTimeout { get; init; }

    /// <summary>Calls of the AWS APIs a second for each principal; 0 for as many as they like.</summary>
    public required int ApiRate { get; init; }

    /// <summary>The same of requests to the registry.</summary>
    public required int RegistryRate { get; init; }

    /// <summary>The longest wait of those who fail to log in again and again.</summary>
    public required TimeSpan LoginDelay { get; init; }

    /// <summary>What it takes to hash a password that is set from now on.</summary>
    public required PasswordCost PasswordCost { get; init; }

    /// <summary>Open connections; null for as many as the system has room for.</summary>
    public required int? MaxConnections { get; init; }

    /// <summary>How long transfers may go on after the program was told to stop.</summary>
    public required TimeSpan StopTimeout { get; init; }

    /// <exception cref="ConfigurationFaultsException">Something is wrong; nothing has been touched.</exception>
    public static SlipwayOptions Load(Func<string, string?> source)
    {
        var settings = new Settings(source);
        var options = new SlipwayOptions
        {
            Urls = ReadUrls(settings),
            DataFolder = Path.GetFullPath(settings.Checked("SLIPWAY_DATA", path => !File.Exists(path), "a folder") ?? DefaultDataFolder(source)),
            Home = new(
                settings.Checked("SLIPWAY_ACCOUNT_ID", AccountGrammar().IsMatch, "12 digits") ?? "000000000000",
                settings.Checked("SLIPWAY_REGION", RegionGrammar().IsMatch, "a region such as us-east-1") ?? "us-east-1"),
            AdminKey = ReadAdminKey(settings),
            RegistryDomain = settings.Checked("SLIPWAY_REGISTRY_DOMAIN", IsDomain, "a host name in small letters, with a port if need be"),
            Tls = ReadTls(settings),
            LogFormat = settings.Choice("SLIPWAY_LOG_FORMAT", LogFormat.Plain),
            LogLevel = settings.Choice("SLIPWAY_LOG_LEVEL", LogLevel.Information),
            EncryptsBlobs = settings.Checked("SLIPWAY_ENCRYPT_BLOBS", text => text is "true" or "false", "true or false") != "false",
            PullMemory = settings.Size("SLIPWAY_PULL_MEMORY", 32L << 20, 0, 1L << 40),
            Collector = ReadCollector(settings),
            Audit = ReadAudit(settings),
            Events = new(settings.Size("SLIPWAY_EVENT_BACKLOG", EventLimits.Default.MostBytes, 1L << 20, 1L << 50)),
            AllowedHosts = ReadAllowedHosts(settings),
            RemoteTimeout = settings.Duration("SLIPWAY_REMOTE_TIMEOUT", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            ApiRate = settings.Number("SLIPWAY_API_RATE", 10_000, 0, 1_000_000),
            RegistryRate = settings.Number("SLIPWAY_REGISTRY_RATE", 200_000, 0, 1_000_000),
            LoginDelay = settings.Duration("SLIPWAY_LOGIN_DELAY", TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            PasswordCost = new(settings.Number("SLIPWAY_PASSWORD_COST", PasswordCost.Default.Iterations, PasswordCost.Least, PasswordCost.Most)),
            MaxConnections = settings.Text("SLIPWAY_MAX_CONNECTIONS") is null ? null : settings.Number("SLIPWAY_MAX_CONNECTIONS", 0, 1, 1_000_000),
            StopTimeout = settings.Duration("SLIPWAY_STOP_TIMEOUT", TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromHours(24)),
        };
        CheckStorage(settings);
        if (options.Tls is null && options.Urls.Any(url => url.IsTls) && settings.Text("SLIPWAY_TLS_CERTIFICATE") is null)
            settings.Fault("SLIPWAY_TLS_CERTIFICATE", "an https address in SLIPWAY_URLS needs a certificate");
        return settings.Faults.Count == 0 ? options : throw new ConfigurationFaultsException(settings.Faults);
    }

    private static List<ListenAddress> ReadUrls(Settings settings)
    {
        const string Name = "SLIPWAY_URLS";
        List<ListenAddress> urls = [];
        var texts = (settings.Text(Name) ?? "http://127.0.0.1:4566").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length == 0) settings.Fault(Name, "must hold an address such as http://127.0.0.1:4566, or be unset");
        foreach (var text in texts)
        {
            if (ListenAddress.TryParse(text, out var url) && urls.Contains(url) && url.Port != 0) settings.Fault(Name, $"names '{text}' twice");
            else if (url is not null) urls.Add(url);
            else settings.Fault(Name, $"must be addresses such as http://127.0.0.1:4566 or http://*:4566, separated by ';', but one is '{text}'");
        }

        return urls;
    }

    private static string[] ReadAllowedHosts(Settings settings)
    {
        const string Name = "SLIPWAY_ALLOWED_HOSTS";
        var hosts = (settings.Text(Name) ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        foreach (var host in hosts.Where(host => Uri.CheckHostName(host) is UriHostNameType.Unknown))
            settings.Fault(Name, $"must be host names or addresses without ports, separated by ';', but one is '{host}'");
        return hosts;
    }

    private static AdminKey? ReadAdminKey(Settings settings)
    {
        const string IdName = "SLIPWAY_ADMIN_ACCESS_KEY_ID", SecretName = "SLIPWAY_ADMIN_SECRET_ACCESS_KEY";
        var (hasId, hasSecret) = (settings.Text(IdName) is not null, settings.Text(SecretName) is not null);
        if (hasId && !hasSecret) settings.Fault(SecretName, $"must be set when {IdName} is");
        if (hasSecret && !hasId) settings.Fault(IdName, $"must be set when {SecretName} is");

        // What is there is checked even where its other half is missing, so that nobody is told of it a second time.
        var key = new AdminKey(settings.Text(IdName) ?? "", settings.Text(SecretName) ?? "");
        var (idFault, secretFault) = AdminKey.Faults(key.AccessKeyId, key.SecretAccessKey);
        if (hasId && idFault is not null) settings.Fault(IdName, idFault);
        if (hasSecret && secretFault is not null) settings.Fault(SecretName, secretFault);
        return hasId && hasSecret ? key : null;
    }

    private static CollectorOptions ReadCollector(Settings settings)
    {
        var (second, day) = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var usual = CollectorOptions.Default;
        return new(
            settings.Duration("SLIPWAY_GC_GRACE", usual.GracePeriod, second, day * 365),
            settings.Duration("SLIPWAY_GC_PERIOD", usual.Period, second, day * 30),
            settings.Duration("SLIPWAY_UPLOAD_LIFETIME", usual.UploadLifetime, second, day * 365));
    }

    private static AuditOptions ReadAudit(Settings settings)
    {
        var usual = AuditOptions.Default;
        return new(
            settings.Duration("SLIPWAY_AUDIT_RETENTION", usual.Retention, TimeSpan.FromHours(1), TimeSpan.FromDays(3650)),
            settings.Size("SLIPWAY_AUDIT_MAX_SIZE", usual.MaxSize, 1L << 20, 1L << 50));
    }

    private static TlsFiles? ReadTls(Settings settings)
    {
        const string CertificateName = "SLIPWAY_TLS_CERTIFICATE", KeyName = "SLIPWAY_TLS_KEY";
        var (hasCertificate, hasKey) = (settings.Text(CertificateName) is not null, settings.Text(KeyName) is not null);
        var certificate = settings.Checked(CertificateName, File.Exists, "an existing PEM file");
        var key = settings.Checked(KeyName, File.Exists, "an existing PEM file");
        if (hasCertificate && !hasKey) settings.Fault(KeyName, $"must be set when {CertificateName} is");
        if (hasKey && !hasCertificate) settings.Fault(CertificateName, $"must be set when {KeyName} is");
        if (certificate is null || key is null) return null;

        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            settings.Fault(CertificateName, $"must hold, with {KeyName}, a certificate and its private key in PEM, but: {unusable.Message}");
        }

        return new(certificate, key);
    }

    private static void CheckStorage(Settings settings)
    {
        foreach (var (name, unset) in new[] { ("SLIPWAY_DATABASE", "SQLite in the data folder"), ("SLIPWAY_BLOBS", "files in the data folder") })
        {
            if (settings.Text(name) is not null) settings.Fault(name, $"this version knows no other storage than {unset}; leave it unset");
        }
    }

    private static bool IsDomain(string text) =>
        DomainGrammar().Match(text) is { Success: true } match
        && (!match.Groups["port"].Success || int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture) is > 0 and <= 65535);

    private static string DefaultDataFolder(Func<string, string?> source) =>
        Path.Combine(source("HOME") is { Length: > 0 } home ? home : "/", ".local/share/slipway");

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AccountGrammar();

    [GeneratedRegex(@"\A[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\z")]
    private static partial Regex RegionGrammar();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:(?<port>[0-9]{1,5}))?\z")]
    private static partial Regex DomainGrammar();
}

/// <summary>PEM files.</summary>
internal sealed record TlsFiles(string Certificate, string Key);
