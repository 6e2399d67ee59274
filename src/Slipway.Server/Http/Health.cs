namespace Slipway.Server.Http;

/// <summary>
/// <c>/healthz</c> says that the process lives, <c>/readyz</c> that it serves: started, not told to stop, and its
/// storage answers.
/// </summary>
internal sealed class Health(IHostApplicationLifetime lifetime, IEnumerable<IReadiness> checks)
{
    public static Task LiveAsync(HttpContext http) => PlainAnswers.WriteTextAsync(http, StatusCodes.Status200OK, "ok\n");

    public async Task ReadyAsync(HttpContext http)
    {
        var trouble = await FindTroubleAsync(http.RequestAborted);
        await PlainAnswers.WriteTextAsync(http, trouble is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, (trouble ?? "ok") + "\n");
    }

    private async ValueTask<string?> FindTroubleAsync(CancellationToken ct)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "stopping";
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return "starting";
        foreach (var check in checks)
        {
            if (await check.FindTroubleAsync(ct) is { } trouble) return trouble;
        }

        return null;
    }
}

/// <summary>Something that must work for the server to serve.</summary>
internal interface IReadiness
{
    /// <returns>null when all is well; otherwise what is wrong, without secrets.</returns>
    ValueTask<string?> FindTroubleAsync(CancellationToken ct);
}
