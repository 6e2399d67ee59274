using Slipway.Registry;
using Slipway.Server.Http;
using Slipway.Server.Logging;
using Slipway.Server.Telemetry;

namespace Slipway.Server;

/// <summary>How the program is put together; read from top to bottom.</summary>
internal static class Composition
{
    public static WebApplication Build(ServerParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddProvider(new SinkLoggerProvider(parts.Sink, parts.Options.LogLevel, parts.Clock)).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listening.Configure(kestrel, parts.Options)).UseSockets(Listening.Configure);
        builder.Services
            .AddParts(parts)
            .AddOperation();

        var app = builder.Build();
        app.Journal(parts);
        app.Run(FrontDoorOf(app.Services).AnswerAsync);
        return app;
    }

    /// <summary>Before anything listens: the database at its newest shape, and somebody who may use it.</summary>
    /// <returns>true at the first start.</returns>
    public static ValueTask<bool> OpenStorageAsync(IServiceProvider services, CancellationToken ct) => new(false);

    private static IServiceCollection AddParts(this IServiceCollection services, ServerParts parts) => services
        .AddSingleton(parts.Options)
        .AddSingleton(parts.Sink)
        .AddSingleton(parts.Clock)
        .AddSingleton(parts.Ids)
        .AddSingleton(provider => new RegistryHost(parts.Options.Home, parts.Options.RegistryDomain, new BoundAddress(provider).Find))
        .Configure<HostOptions>(host => host.ShutdownTimeout = parts.Options.StopTimeout);

    private static IServiceCollection AddOperation(this IServiceCollection services) => services
        .AddSingleton<RequestMetrics>()
        .AddSingleton<MeterReader>()
        .AddSingleton<MetricsPage>()
        .AddSingleton<Health>();

    private static void Journal(this WebApplication app, ServerParts parts) => app.Use(next => new RequestJournal(
        next,
        parts.Sink,
        app.Services.GetRequiredService<RequestMetrics>(),
        parts.Options.LogLevel,
        parts.Clock,
        app.Services.GetRequiredService<ILogger<RequestJournal>>()).AnswerAsync);

    private static FrontDoor FrontDoorOf(IServiceProvider services) => new(
        registry: http => PlainAnswers.WriteErrorAsync(http, 501, "UnknownOperationException", "The registry is not part of this build."),
        calls: http => PlainAnswers.WriteErrorAsync(http, 400, "UnknownOperationException", "No operation is part of this build."),
        services.GetRequiredService<Health>(),
        services.GetRequiredService<MetricsPage>());
}
