using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Slipway.Wire.Tests.Support;

/// <summary>AWS's own Python implementation, where the machine has it: an oracle that shares no code with us.</summary>
internal static class Botocore
{
    private static readonly Lazy<string?> Python = new(() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasBotocore));

    /// <summary>Runs a script beside this folder; skips the test when there is no botocore.</summary>
    public static async Task<JsonNode> AskAsync(string script, JsonNode question, [CallerFilePath] string here = "")
    {
        Assert.SkipUnless(Python.Value is not null, "python3 has no botocore here, so there is no oracle to ask");
        var path = Path.Combine(Path.GetDirectoryName(here)!, "..", "Oracle", script);
        using var process = Start(Python.Value!, path);
        var answer = process.StandardOutput.ReadToEndAsync();
        var complaint = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(question.ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await complaint);
        return JsonNode.Parse(await answer)!;
    }

    private static bool HasBotocore(string python)
    {
        try
        {
            using var process = Start(python, "-c", "import botocore.auth");
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // Scripts leave no compiled files beside the sources.
        Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
    })!;
}
