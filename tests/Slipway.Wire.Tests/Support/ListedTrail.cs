using System.Text;
using Slipway.Wire.Audit;

namespace Slipway.Wire.Tests.Support;

/// <summary>A trail in memory.</summary>
internal sealed class ListedTrail : IAuditTrail
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate) return [.. lines];
        }
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> line) => PostAsync(line);

    public ValueTask PostAsync(ReadOnlyMemory<byte> line)
    {
        lock (gate) lines.Add(Encoding.UTF8.GetString(line.Span));
        return default;
    }

    public ValueTask<AuditPage> ReadBeforeAsync(AuditPlace place, DateTimeOffset? notAfter, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken ct) => throw new NotSupportedException();
}
