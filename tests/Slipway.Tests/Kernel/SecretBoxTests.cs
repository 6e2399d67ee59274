using System.Text;
using Slipway.Kernel;

namespace Slipway.Tests.Kernel;

public sealed class SecretBoxTests
{
    private static readonly DataKey Key = new(new byte[DataKey.Size]);
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret"), Place = Encoding.UTF8.GetBytes("row 1");

    private readonly SecretBox box = Key.Box("test");

    [Fact]
    public void What_was_sealed_opens_in_its_place()
    {
        Assert.True(box.TryOpen(box.Seal(Secret, Place), Place, out var opened));
        Assert.Equal(Secret, opened);
    }

    [Fact]
    public void Sealing_twice_gives_two_different_boxes() => Assert.NotEqual(box.Seal(Secret, Place), box.Seal(Secret, Place));

    [Fact]
    public void It_stays_shut_in_another_place() =>
        Assert.False(box.TryOpen(box.Seal(Secret, Place), Encoding.UTF8.GetBytes("row 2"), out _));

    [Fact]
    public void It_stays_shut_under_the_key_of_another_purpose() =>
        Assert.False(Key.Box("other").TryOpen(box.Seal(Secret, Place), Place, out _));

    [Fact]
    public void It_stays_shut_under_another_data_key()
    {
        var other = new byte[DataKey.Size];
        other[31] = 1;
        Assert.False(new DataKey(other).Box("test").TryOpen(box.Seal(Secret, Place), Place, out _));
    }

    [Fact]
    public void A_change_of_any_byte_keeps_it_shut()
    {
        var whole = box.Seal(Secret, Place);
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = (byte[])whole.Clone();
            changed[i] ^= 1;
            Assert.False(box.TryOpen(changed, Place, out _));
        }
    }

    [Fact]
    public void Anything_shorter_stays_shut()
    {
        var whole = box.Seal(Secret, Place);
        for (var length = 0; length < whole.Length; length++) Assert.False(box.TryOpen(whole.AsSpan(0, length), Place, out _));
    }

    [Fact]
    public void A_data_key_of_another_size_is_refused() => Assert.Throws<ArgumentException>(() => new DataKey(new byte[16]));
}
