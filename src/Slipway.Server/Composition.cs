using Slipway.Adapters;
using Slipway.Adapters.Audit;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Http;
using Slipway.Adapters.Oidc;
using Slipway.Adapters.Remotes;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Unsealed;
using Slipway.CloudTrail;
using Slipway.Ecr;
using Slipway.Ecr.Replication;
using Slipway.Events;
using Slipway.Events.Destinations;
using Slipway.Iam;
using Slipway.Identity;
using Slipway.Identity.WebIdentity;
using Slipway.Identity.Organizations;
using Slipway.Identity.Usage;
using Slipway.Kms;
using Slipway.Kms.Keys;
using Slipway.Oci;
using Slipway.Organizations;
using Slipway.Registry;
using Slipway.Registry.Archiving;
using Slipway.Registry.Caching;
using Slipway.Registry.Journal;
using Slipway.Registry.RecycleBin;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Registry.Replication;
using Slipway.Registry.Sealing;
using Slipway.SecretsManager;
using Slipway.Server.Http;
using Slipway.Server.Logging;
using Slipway.Server.Telemetry;
using Slipway.Server.Transport;
using Slipway.Sts;
using Slipway.Wire;
using Slipway.Wire.Audit;
using Slipway.Wire.Throttling;
using Slipway.Workers;

namespace Slipway.Server;

/// <summary>How the program is put together; read from top to bottom.</summary>
internal static class Composition
{
    /// <param name="folder">The data folder, taken; the caller gives it back after the program has been disposed of.</param>
    public static WebApplication Build(ServerParts parts, FolderLock folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listening.Configure(kestrel, parts.Options)).UseSockets(Listening.Configure);
        builder.Services
            .AddReceivePool()
            .AddParts(parts)
            .AddStorage(folder)
            .AddIdentity()
            .AddIam()
            .AddSts()
            .AddOrganizations()
            .AddCloudTrail()
            .AddRegistry()
            .AddReplicationStorage()
            .AddReplication()
            .AddEcrReplication()
            .AddPullThrough()
            .AddOci()
            .AddEcr()
            .AddSecretsManager()
            .AddKms()
            .AddEvents()
            .AddGateway()
            .AddOperations()
            .AddMaintenance()
            .AddWorkers()
            .AddTelemetry();

        var app = builder.Build();
        app.Journal(parts);
        app.Run(FrontDoorOf(app.Services).AnswerAsync);
        return app;
    }

    /// <summary>What a maintenance command needs to do its work without a server.</summary>
    public static ServiceProvider BuildMaintenance(ServerParts parts, FolderLock folder) => new ServiceCollection()
        .AddParts(parts)
        .AddStorage(folder)
        .AddRegistry()
        .AddMaintenance()
        // The stores of repositories tell of changes to policies, which nobody follows here.
        .AddSingleton<IdentityChanges>()
        // What the last server told its clients still counts.
        .AddSingleton(new BlobClaims(parts.Clock, folder.LastServedAt))
        .BuildServiceProvider();

    /// <summary>Before anything listens: the database at its newest shape, and somebody who may use it.</summary>
    /// <returns>true at the first start.</returns>
    public static async ValueTask<bool> OpenStorageAsync(IServiceProvider services, SlipwayOptions options, CancellationToken ct)
    {
        // What was opened under a key does not stay in memory when the key is taken away.
        services.GetRequiredService<KeyChanges>().Changed += services.GetRequiredService<CachedImages>().ForgetAll;
        services.GetRequiredService<KeyChanges>().Changed += () => services.GetRequiredService<UnsealedPieces>().Forget(static blob => blob.Domain != BlobName.Shared);
        await services.GetRequiredService<HomeOrganization>().EnsureAsync(options.Home.Account, ct);
        return await services.GetRequiredService<FirstIdentity>().EnsureAsync(options.Home.Account, options.AdminKey, ct);
    }

    private static IServiceCollection AddParts(this IServiceCollection services, ServerParts parts) => services
        .AddSingleton(parts.Options)
        .AddSingleton(parts.Sink)
        .AddSingleton(parts.Clock)
        .AddSingleton(parts.Ids)
        .AddSingleton(parts.Options.Collector)
        .AddSingleton(parts.Options.Audit)
        .AddSingleton(parts.Options.PasswordCost)
        .AddSingleton(parts.Options.Events)
        .AddSingleton(new Home(parts.Options.Home.Account, parts.Options.Home.Region))
        .AddSingleton(new AllowedHosts(parts.Options.AllowedHosts))
        .AddSingleton<CheckedConnections>()
        .AddSingleton(new RemoteLimits(parts.Options.RemoteTimeout))
        .AddSingleton<IRemoteRegistries, RemoteRegistries>()
        .AddSingleton<IWebKeys, HttpWebKeys>()
        .AddSingleton<IWebHooks, WebHooks>()
        .AddSingleton(provider => new RegistryHost(parts.Options.Home, parts.Options.RegistryDomain, new BoundAddress(provider).Find))
        .Configure<HostOptions>(host => host.ShutdownTimeout = parts.Options.StopTimeout)
        .AddLogging(logging => logging
            .AddProvider(new SinkLoggerProvider(parts.Sink, parts.Options.LogLevel, parts.Clock))
            .SetMinimumLevel(LogLevel.Trace));

    private static IServiceCollection AddStorage(this IServiceCollection services, FolderLock folder) => services
        .AddSingleton(folder)
        .AddSingleton(folder.Layout)
        .AddSingleton(provider => Database.Open(folder.Layout.Database, provider.GetRequiredService<ILogger<Database>>()))
        .AddSingleton(_ => DataKeyFile.LoadOrCreate(folder.Layout.Path))
        .AddSingleton<ICredentialsFile>(_ => new CredentialsFile(folder.Layout.Path))
        .AddIdentityStorage()
        .AddRegistryStorage()
        .AddSingleton<ISecretStore, SqlSecretStore>()
        .AddEventsStorage()
        .AddSingleton<IAuditTrail>(provider => new FileAuditTrail(
            folder.Layout.Audit,
            provider.GetRequiredService<AuditOptions>().MaxSize,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FileAuditTrail>>()))
        .AddSingleton<KeyChanges>()
        .AddSingleton<DomainKeys>()
        .AddSingleton<ManifestSealing>()
        .AddSingleton<IDomainKeys>(provider => provider.GetRequiredService<DomainKeys>())
        .AddSingleton<IKeyStore, SqlKeyStore>()
        .AddSingleton<IEncryptionKeys, EncryptionKeys>()
        .AddSingleton(provider => new UnsealedPieces(
            provider.GetRequiredService<SlipwayOptions>().PullMemory, Environment.ProcessorCount, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new FileSystemBlobStore(
            folder.Layout.Path,
            provider.GetRequiredService<IDomainKeys>(),
            provider.GetRequiredService<SlipwayOptions>().EncryptsBlobs,
            provider.GetRequiredService<UnsealedPieces>()))
        .AddSingleton<PlainSealing>()
        .AddSingleton<IBlobStore>(provider => provider.GetRequiredService<FileSystemBlobStore>());

    private static IServiceCollection AddGateway(this IServiceCollection services) => services
        .AddSingleton<RequestRouter>()
        .AddSingleton<RequestBody>()
        .AddSingleton<Authenticator>()
        .AddSingleton(provider => ThrottleOf(provider.GetRequiredService<SlipwayOptions>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new LoginGuard(provider.GetRequiredService<SlipwayOptions>().LoginDelay, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Auditor>()
        .AddSingleton<CallAudit>()
        .AddSingleton<Gateway>();

    private static Throttle ThrottleOf(SlipwayOptions options, TimeProvider clock) => new(new(options.ApiRate, clock), new(options.RegistryRate, clock));

    private static IServiceCollection AddMaintenance(this IServiceCollection services) => services
        .AddSingleton<Backup>()
        .AddSingleton<MaintenanceCommands>();

    private static IServiceCollection AddWorkers(this IServiceCollection services) => services
        .AddSingleton<ILeases, ProcessLeases>()
        .AddHostedService<CollectionWorker>()
        .AddHostedService<SealingWorker>()
        .AddHostedService<JournalPruning>()
        .AddHostedService<ArchiveWorker>()
        .AddHostedService<RecycleBinWorker>()
        .AddHostedService(provider => provider.GetRequiredService<UsageJournal>())
        .AddHostedService<RetentionWorker>()
        .AddHostedService<ControlServer>();

    private static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<RequestMetrics>()
        .AddSingleton<MeterReader>()
        .AddSingleton<MetricsPage>()
        .AddSingleton<IReadiness, DatabaseReadiness>()
        .AddSingleton<Health>();

    private static void Journal(this WebApplication app, ServerParts parts) => app.Use(next => new RequestJournal(
        next,
        parts.Sink,
        app.Services.GetRequiredService<RequestMetrics>(),
        parts.Options.LogLevel,
        parts.Clock,
        app.Services.GetRequiredService<ILogger<RequestJournal>>()).AnswerAsync);

    // Made at the first request that needs them: the start does not wait for what it does not use.
    private static FrontDoor FrontDoorOf(IServiceProvider services)
    {
        var registry = new Lazy<DataPlane>(services.GetRequiredService<DataPlane>);
        var calls = new Lazy<Gateway>(services.GetRequiredService<Gateway>);
        return new(
            http => registry.Value.AnswerAsync(http),
            http => calls.Value.AnswerAsync(http),
            services.GetRequiredService<Health>(),
            services.GetRequiredService<MetricsPage>());
    }
}
