namespace Slipway.Iam.PolicyEngine.Documents;

/// <summary>Turns offsets into lines and columns. Asked in rising order, so that the text is walked once.</summary>
internal sealed class TextPositions(byte[] text)
{
    private long offset;
    private int line = 1;
    private int column = 1;

    /// <summary>Of the byte at an offset; a column counts characters, not bytes.</summary>
    public Position At(long target)
    {
        for (; offset < target; offset++)
        {
            if (text[offset] is (byte)'\n') (line, column) = (line + 1, 1);
            else if ((text[offset] & 0xC0) != 0x80) column++;
        }

        return new(line, column);
    }
}
