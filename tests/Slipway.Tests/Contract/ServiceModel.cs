using System.Diagnostics;
using System.Text.Json;

namespace Slipway.Tests.Contract;

/// <summary>
/// The model of a service as the installed botocore carries it. It is read where it lies, through python, and never
/// copied into the repository.
/// </summary>
internal sealed class ServiceModel
{
    private const string Script = """
        import botocore, glob, gzip, json, os, sys
        found = sorted(p for root in botocore.__path__ for p in glob.glob(os.path.join(root, 'data', sys.argv[1], '*', 'service-2.json*')))
        read = gzip.open if found[-1].endswith('.gz') else open
        with read(found[-1], 'rt', encoding='utf-8') as model:
            json.dump({'version': botocore.__version__, 'model': json.load(model)}, sys.stdout)
        """;

    private static readonly Dictionary<string, ServiceModel?> Loaded = [];
    private static readonly Lock Gate = new();

    private readonly JsonElement root;

    private ServiceModel(JsonElement document)
    {
        root = document.GetProperty("model");
        BotocoreVersion = Version.Parse(document.GetProperty("version").GetString()!);
    }

    public Version BotocoreVersion { get; }

    public JsonElement Metadata => root.GetProperty("metadata");

    public JsonElement Operations => root.GetProperty("operations");

    public JsonElement Shape(string name) => root.GetProperty("shapes").GetProperty(name);

    /// <summary>The codes of all errors that the service models.</summary>
    public IEnumerable<string> Errors => root.GetProperty("shapes").EnumerateObject()
        .Where(shape => shape.Value.TryGetProperty("exception", out var isException) && isException.GetBoolean())
        .Select(shape => shape.Name);

    /// <summary>The model of a service; the test that asks is reported as skipped where botocore is not installed.</summary>
    public static ServiceModel Of(string service)
    {
        ServiceModel? model;
        lock (Gate)
        {
            if (!Loaded.TryGetValue(service, out model)) Loaded[service] = model = Load(service);
        }

        Assert.SkipWhen(model is null, "No python3 with botocore is installed (Debian: python3-botocore), so there is no model to compare with.");
        return model;
    }

    private static ServiceModel? Load(string service)
    {
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(python, ["-c", Script, service]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                process.ErrorDataReceived += static (_, _) => { };
                process.BeginErrorReadLine();
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0) return new(JsonDocument.Parse(output).RootElement);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such program: the next one may be there.
            }
        }

        return null;
    }
}
