using System.Diagnostics;
using System.Text.Json;

namespace Slipway.EndToEnd.Support;

/// <summary>Runs other people's programs.</summary>
public static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Skips the test, by name, where the program is not installed.</summary>
    public static void Require(params string[] programs)
    {
        foreach (var program in programs) Assert.SkipUnless(IsThere(program), $"{program} is not installed here");
    }

    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    public static Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        RunAsync(program, arguments, environment, input: null);

    /// <summary>Runs to the end; a program that takes minutes is ended.</summary>
    public static async Task<ToolResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return new($"{program} {string.Join(' ', arguments)}", process.ExitCode, await output, await errors);
    }
}

/// <summary>How a program ended.</summary>
public sealed record ToolResult(string Command, int Code, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public ToolResult Succeeds()
    {
        Assert.True(Code == 0, $"{Command}\nended with {Code}\n{Output}\n{Errors}");
        return this;
    }

    public ToolResult FailsWith(string text)
    {
        Assert.True(Code != 0, $"{Command}\nsucceeded\n{Output}");
        Assert.Contains(text, Output + Errors, StringComparison.Ordinal);
        return this;
    }
}
