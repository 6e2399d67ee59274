using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Makes files durable and visible, those that wait together in few goes: whoever arrives while a flush runs joins the
/// next one. The order for each is: content flushed, renamed, folder flushed, then reported. It runs on threads of its
/// own, because a flush blocks for as long as the disk likes; several, because flushes that run at the same time share
/// a commit of the file system's journal, or one command to the disk.
/// </summary>
/// <param name="mostThreads">Started as they are needed.</param>
internal sealed class GroupFlusher(string name, int mostThreads) : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<Publication> waiting = [];
    private readonly List<Thread> threads = [];
    private int idle;
    private bool stopped;

    /// <returns>A task that ends when the publication is durable, or fails when it is not.</returns>
    public Task PublishAsync(Publication publication)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            waiting.Enqueue(publication);
            if (waiting.Count > idle && threads.Count < mostThreads)
            {
                var thread = new Thread(Run) { IsBackground = true, Name = name };
                threads.Add(thread);
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
            Monitor.PulseAll(gate);
        }

        foreach (var thread in threads) thread.Join();
    }

    private void Run()
    {
        List<Publication> group = [];
        while (TryTake(group))
        {
            Publish(group);
            group.Clear();
        }
    }

    /// <summary>Takes this thread's share of what waits.</summary>
    /// <returns>false when it is time to stop.</returns>
    private bool TryTake(List<Publication> group)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !stopped)
            {
                idle++;
                Monitor.Wait(gate);
                idle--;
            }

            for (var share = (waiting.Count + mostThreads - 1) / mostThreads; share > 0; share--) group.Add(waiting.Dequeue());
            return group.Count > 0;
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
