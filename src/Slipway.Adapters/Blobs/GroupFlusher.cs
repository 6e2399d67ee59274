using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Makes files durable and visible, all that wait in one go: whoever arrives while a flush runs joins the next one, so
/// that many small blobs share the price of few flushes. The order for each is: content flushed, renamed, folder
/// flushed, then reported. It runs on a thread of its own, because a flush blocks for as long as the disk likes.
/// </summary>
internal sealed class GroupFlusher(string name) : IDisposable
{
    private readonly object gate = new();
    private List<Publication> waiting = [];
    private Thread? thread;
    private bool stopped;

    /// <returns>A task that ends when the publication is durable, or fails when it is not.</returns>
    public Task PublishAsync(Publication publication)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            waiting.Add(publication);
            if (thread is null)
            {
                thread = new(Run) { IsBackground = true, Name = name };
                thread.Start();
            }

            Monitor.Pulse(gate);
        }

        return publication.Done.Task;
    }

    /// <summary>Flushes what is waiting, then stops.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.Pulse(gate);
        }

        thread?.Join();
    }

    private void Run()
    {
        List<Publication> group = [];
        while (true)
        {
            lock (gate)
            {
                while (waiting.Count == 0 && !stopped) Monitor.Wait(gate);
                if (waiting.Count == 0) return;
                (group, waiting) = (waiting, group);
            }

            Publish(group);
            group.Clear();
        }
    }

    private static void Publish(List<Publication> group)
    {
        // All start before the first is waited for: the disk sees one long queue.
        if (group.Count > 1)
            foreach (var one in group) one.Try(static p => PosixFiles.StartFlush(p.File!, 0, 0));
        foreach (var one in group) one.Try(static p => PosixFiles.FlushData(p.File!));
        foreach (var one in group) one.Try(static p => File.Move(p.Source!, p.Target, overwrite: true));
        foreach (var folder in group.GroupBy(one => Path.GetDirectoryName(one.Target)!))
        {
            try
            {
                PosixFiles.FlushFolder(folder.Key);
            }
            catch (IOException fault)
            {
                foreach (var one in folder) one.Fault ??= fault;
            }
        }

        foreach (var one in group) one.Report();
    }
}

/// <summary>A file that is to become durable under its final name; without a file only the name itself is made durable.</summary>
internal sealed class Publication(SafeFileHandle? file, string? source, string target)
{
    public SafeFileHandle? File => file;

    public string? Source => source;

    public string Target => target;

    // The flusher's thread has better things to do than to run what waits.
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Exception? Fault { get; set; }

    /// <summary>A step on the file, if there is one and no step before has failed.</summary>
    public void Try(Action<Publication> step)
    {
        if (Fault is not null || file is null) return;
        try
        {
            step(this);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Fault = fault;
        }
    }

    public void Report()
    {
        if (Fault is null) Done.SetResult();
        else Done.SetException(Fault);
    }
}
