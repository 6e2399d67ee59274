using System.IO.Pipelines;
using Slipway.Registry;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IBlobStore"/> must do. What a case leaves behind besides its blobs is a failure.</summary>
public abstract partial class BlobStoreContract
{
    private static readonly byte[] Hello = "Hello, blob."u8.ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract IBlobStore Store { get; }

    /// <summary>Ends the store and opens another on what it has kept, as a restart does.</summary>
    protected abstract void Restart();

    /// <summary>Changes the bytes of a stored blob behind the store's back.</summary>
    protected abstract void Damage(Digest digest, byte[] content);

    [Theory]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Sha512)]
    public async Task What_was_committed_is_found_and_read(DigestAlgorithm algorithm)
    {
        var digest = await PushAsync(Hello, algorithm);

        Assert.Equal(Hello.Length, await Store.FindAsync(Named(digest), Ct));
        Assert.Equal(Hello, await ReadAsync(digest, Hello.Length));
        Restart();
        Assert.Equal(Hello, await ReadAsync(digest, Hello.Length));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var digest = await PushAsync([], DigestAlgorithm.Sha256);
        Assert.Equal(0, await Store.FindAsync(Named(digest), Ct));
        Assert.Empty(await ReadAsync(digest, 0));
    }

    [Fact]
    public async Task What_was_never_pushed_is_absent()
    {
        var digest = Digest.Of(DigestAlgorithm.Sha256, Hello);
        Assert.Null(await Store.FindAsync(Named(digest), Ct));
        Assert.Null(await Store.OpenAsync(Named(digest), Hello.Length, Ct));
        Assert.Null(await Store.MeasureAsync(Named(digest), Ct));
        Assert.False(await Store.DeleteAsync(Named(digest), Ct));
        Assert.Null(await Store.OpenUploadAsync(new(1, Guid.AllBitsSet), Ct));
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit()
    {
        var digest = Digest.Of(DigestAlgorithm.Sha256, Hello);
        await using var upload = await Store.CreateUploadAsync(NewKey(), BlobName.Shared, Ct);
        await upload.AppendAsync(Body(Hello), digest, Ct);

        Assert.Null(await Store.FindAsync(Named(digest), Ct));
        await upload.AbortAsync(Ct);
        Assert.Null(await Store.FindAsync(Named(digest), Ct));
    }

    [Fact]
    public async Task A_wrong_digest_is_refused_and_the_upload_stays()
    {
        var key = NewKey();
        var right = Digest.Of(DigestAlgorithm.Sha256, Hello);
        await using var upload = await Store.CreateUploadAsync(key, BlobName.Shared, Ct);
        await upload.AppendAsync(Body(Hello), null, Ct);

        Assert.False(await upload.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, "other"u8), Ct));
        Assert.Equal(Hello.Length, upload.Length);
        Assert.True(await upload.CommitAsync(right, Ct));
        Assert.Equal(Hello, await ReadAsync(right, Hello.Length));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Sha256, false)]
    [InlineData(DigestAlgorithm.Sha512, false)]
    [InlineData(DigestAlgorithm.Sha256, true)]
    [InlineData(DigestAlgorithm.Sha512, true)]
    public async Task An_upload_goes_on_where_it_ended(DigestAlgorithm algorithm, bool restarted)
    {
        var content = Noise(3_000_000);
        var digest = Digest.Of(algorithm, content);
        var key = NewKey();
        await using (var first = await Store.CreateUploadAsync(key, BlobName.Shared, Ct)) await first.AppendAsync(Body(content[..1_000_001]), null, Ct);
        if (restarted) Restart();
        await using (var second = await Store.OpenUploadAsync(key, Ct))
        {
            Assert.Equal(1_000_001, second!.Length);
            await second.AppendAsync(Body(content[1_000_001..2_000_000]), null, Ct);
        }

        if (restarted) Restart();
        await using (var third = await Store.OpenUploadAsync(key, Ct))
        {
            await third!.AppendAsync(Body(content[2_000_000..]), digest, Ct);
            Assert.True(await third.CommitAsync(digest, Ct));
        }

        Assert.Equal(content, await ReadAsync(digest, content.Length));
        Assert.Null(await Store.OpenUploadAsync(key, Ct));
    }

    [Fact]
    public async Task A_resumed_upload_commits_without_another_byte()
    {
        var key = NewKey();
        await using (var first = await Store.CreateUploadAsync(key, BlobName.Shared, Ct)) await first.AppendAsync(Body(Hello), null, Ct);
        Restart();
        await using var second = await Store.OpenUploadAsync(key, Ct);
        Assert.True(await second!.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, Hello), Ct));
    }

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_what_arrived()
    {
        var key = NewKey();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Hello, Ct);
        await using (var upload = await Store.CreateUploadAsync(key, BlobName.Shared, Ct))
        {
            var append = upload.AppendAsync(pipe.Reader, null, Ct).AsTask();
            while (upload.Length < Hello.Length) await Task.Yield();
            await pipe.Writer.CompleteAsync(new IOException("The connection was reset."));
            await Assert.ThrowsAsync<IOException>(() => append);
        }

        await using var resumed = await Store.OpenUploadAsync(key, Ct);
        Assert.Equal(Hello.Length, resumed!.Length);
        await resumed.AppendAsync(Body(Hello), null, Ct);
        Assert.True(await resumed.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, [.. Hello, .. Hello]), Ct));
    }

    [Fact]
    public async Task A_second_request_waits_for_the_first()
    {
        var key = NewKey();
        var first = await Store.CreateUploadAsync(key, BlobName.Shared, Ct);
        var second = Store.OpenUploadAsync(key, Ct).AsTask();
        var third = Store.OpenUploadAsync(key, Ct).AsTask();
        Assert.False(second.IsCompleted);
        await first.AppendAsync(Body(Hello), null, Ct);
        await first.DisposeAsync();

        await using (var upload = await second)
        {
            Assert.Equal(Hello.Length, upload!.Length);
            Assert.True(await upload.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, Hello), Ct));
            Assert.False(third.IsCompleted);
        }

        Assert.Null(await third);
    }

    [Fact]
    public async Task A_request_that_gives_up_waiting_disturbs_nobody()
    {
        var key = NewKey();
        await using var first = await Store.CreateUploadAsync(key, BlobName.Shared, Ct);
        using var impatient = new CancellationTokenSource();
        var second = Store.OpenUploadAsync(key, impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first.AppendAsync(Body(Hello), null, Ct);
        Assert.True(await first.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, Hello), Ct));
    }

    [Fact]
    public async Task Uploads_are_listed_until_they_end()
    {
        var (open, committed, aborted) = (NewKey(), NewKey(), NewKey());
        await using (var upload = await Store.CreateUploadAsync(open, BlobName.Shared, Ct)) await upload.AppendAsync(Body(Hello), null, Ct);
        await using (var upload = await Store.CreateUploadAsync(committed, BlobName.Shared, Ct)) await upload.CommitAsync(Digest.Of(DigestAlgorithm.Sha256, []), Ct);
        await using (var upload = await Store.CreateUploadAsync(aborted, BlobName.Shared, Ct)) await upload.AbortAsync(Ct);
        Restart();

        var stale = Assert.Single(await Store.ListUploadsAsync(Ct).ToListAsync(Ct));
        Assert.Equal((open, Hello.Length), (stale.Key, stale.Length));
        await using (var upload = await Store.OpenUploadAsync(open, Ct)) await upload!.AbortAsync(Ct);
        Assert.Empty(await Store.ListUploadsAsync(Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task An_upload_is_unknown_in_another_repository()
    {
        var key = NewKey();
        await using var upload = await Store.CreateUploadAsync(key, BlobName.Shared, Ct);
        Assert.Null(await Store.OpenUploadAsync(key with { RepositoryId = key.RepositoryId + 1 }, Ct));
        await upload.AbortAsync(Ct);
    }

    [Fact]
    public async Task The_same_blob_from_many_at_once_is_there_once()
    {
        var content = Noise(200_000);
        var digests = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PushAsync(content, DigestAlgorithm.Sha256).AsTask()));
        var blob = Assert.Single(await Store.ListAsync(Ct).ToListAsync(Ct));
        Assert.Equal((Named(digests[0]), content.Length), (blob.Name, blob.Length));
        Assert.Equal(content, await ReadAsync(digests[0], content.Length));
        Assert.Empty(await Store.ListUploadsAsync(Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened()
    {
        var content = Noise(100_000);
        var digest = await PushAsync(content, DigestAlgorithm.Sha256);
        await using var open = await Store.OpenAsync(Named(digest), content.Length, Ct);
        Assert.True(await Store.DeleteAsync(Named(digest), Ct));
        Assert.Null(await Store.FindAsync(Named(digest), Ct));

        var buffer = new byte[content.Length];
        Assert.Equal(content.Length, await open!.ReadAsync(0, buffer, Ct));
        Assert.Equal(content, buffer);
        Assert.Equal(10, await open.ReadAsync(content.Length - 10, buffer, Ct));
        Assert.Equal(0, await open.ReadAsync(content.Length, buffer, Ct));
    }

    protected static BlobName Named(Digest digest) => new(BlobName.Shared, digest);

    protected static byte[] Noise(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    protected static PipeReader Body(byte[] content) => PipeReader.Create(new(content));

    // A stopped source of ids would do; what matters is that no two uploads of a case meet.
    protected static UploadKey NewKey() => new(7, new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));

    protected async ValueTask<Digest> PushAsync(byte[] content, DigestAlgorithm algorithm)
    {
        var digest = Digest.Of(algorithm, content);
        await using var upload = await Store.CreateUploadAsync(NewKey(), BlobName.Shared, Ct);
        await upload.AppendAsync(Body(content), digest, Ct);
        Assert.True(await upload.CommitAsync(digest, Ct));
        return digest;
    }

    protected async ValueTask<byte[]> ReadAsync(Digest digest, int length)
    {
        await using var content = await Store.OpenAsync(Named(digest), length, Ct);
        var buffer = new byte[content!.Length];
        Assert.Equal(buffer.Length, await content.ReadAsync(0, buffer, Ct));
        return buffer;
    }
}
