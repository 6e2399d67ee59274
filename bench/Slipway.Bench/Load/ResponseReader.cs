using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Slipway.Bench.Load;

/// <summary>
/// Follows the answers on one connection as their bytes come in: the status, then the body by its length or in
/// chunks, without keeping either (unless asked to).
/// </summary>
internal sealed class ResponseReader
{
    private readonly byte[] held = new byte[16 * 1024];
    private int heldCount;
    private State state;
    private long left;
    private ArrayBufferWriter<byte>? kept;

    private enum State
    {
        Head,
        Body,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
    }

    public int Status { get; private set; }

    /// <summary>Status line and headers of the last answer, when kept.</summary>
    public string Head { get; private set; } = "";

    public byte[] Body => kept?.WrittenSpan.ToArray() ?? [];

    /// <summary>Keep head and body of the next answers.</summary>
    public bool Keep { get; set; }

    /// <summary>The next answer has no body, whatever its length says.</summary>
    public bool IsHead { get; set; }

    /// <summary>Takes what arrived.</summary>
    /// <returns>true when the answer is complete; nothing may follow it, since requests are not pipelined here.</returns>
    public bool Feed(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            switch (state)
            {
                case State.Head:
                    if (!TryHead(ref bytes)) return false;
                    break;
                case State.Body:
                case State.Chunk:
                    var take = (int)Math.Min(left, bytes.Length);
                    kept?.Write(bytes[..take]);
                    left -= take;
                    bytes = bytes[take..];
                    if (left > 0) return false;
                    state = state is State.Body ? State.Head : State.ChunkEnd;
                    if (state is State.Head) return true;
                    break;
                default:
                    if (!TryLine(ref bytes, out var line)) return false;
                    if (state is State.Trailer && line.IsEmpty)
                    {
                        state = State.Head;
                        return true;
                    }

                    if (state is State.ChunkEnd) state = State.ChunkSize;
                    else if (state is State.ChunkSize)
                    {
                        if (!Utf8Parser.TryParse(line, out long size, out _, 'x')) throw new IOException("Not a chunk.");
                        left = size;
                        state = size == 0 ? State.Trailer : State.Chunk;
                    }

                    heldCount = 0;
                    break;
            }
        }
    }

    private bool TryHead(ref ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> head;
        if (heldCount == 0 && bytes.IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            head = bytes[..(end + 2)];
            bytes = bytes[(end + 4)..];
        }
        else
        {
            var before = heldCount;
            var take = Math.Min(bytes.Length, held.Length - heldCount);
            bytes[..take].CopyTo(held.AsSpan(heldCount));
            heldCount += take;
            end = held.AsSpan(0, heldCount).IndexOf("\r\n\r\n"u8);
            if (end < 0) return heldCount < held.Length ? false : throw new IOException("The head of an answer is too long.");
            head = held.AsSpan(0, end + 2);
            bytes = bytes[(end + 4 - before)..];
            heldCount = 0;
        }

        Begin(head);
        return true;
    }

    private void Begin(ReadOnlySpan<byte> head)
    {
        Status = Utf8Parser.TryParse(head[9..], out int status, out _) ? status : throw new IOException("Not an answer.");
        if (Keep)
        {
            Head = Encoding.ASCII.GetString(head);
            kept = new();
        }
        else
        {
            kept = null;
        }

        left = 0;
        if (IsHead || Status is 204 or 304) state = State.Body;
        else if (ValueOf(head, "\r\nContent-Length: "u8, "\r\ncontent-length: "u8) is { Length: > 0 } length)
        {
            if (!Utf8Parser.TryParse(length, out left, out _)) throw new IOException("Not a length.");
            state = State.Body;
        }
        else
        {
            state = head.IndexOf("hunked"u8) >= 0 ? State.ChunkSize : State.Body;
        }
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> otherwise)
    {
        var at = head.IndexOf(name);
        if (at < 0) at = head.IndexOf(otherwise);
        return at < 0 ? default : head[(at + name.Length)..];
    }

    private bool TryLine(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        line = default;
        while (!bytes.IsEmpty)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            if (next == (byte)'\n')
            {
                line = held.AsSpan(0, heldCount > 0 && held[heldCount - 1] == (byte)'\r' ? heldCount - 1 : heldCount);
                heldCount = 0;
                return true;
            }

            held[heldCount++] = next;
        }

        return false;
    }
}
