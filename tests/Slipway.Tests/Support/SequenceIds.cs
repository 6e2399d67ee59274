using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;

namespace Slipway.Tests.Support;

/// <summary>Identifiers that come out the same in every run, and never twice in one.</summary>
/// <param name="made">How many there were before.</param>
internal sealed class SequenceIds(int made) : IIdSource
{
    private int made = made;

    public SequenceIds()
        : this(0)
    {
    }

    public int Made => Volatile.Read(ref made);

    public Guid NewId() => new(Hash().AsSpan(0, 16));

    public string NewText(string alphabet, int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            foreach (var value in Hash()) text.Append(alphabet[value % alphabet.Length]);
        }

        return text.ToString(0, length);
    }

    private byte[] Hash() => SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref made)));
}
