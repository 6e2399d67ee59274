using System.Reflection;

namespace Slipway.Adapters.Tests.Collection;

/// <summary>The process dies before a chosen call: that one fails, and every later one.</summary>
public class Interrupted : DispatchProxy
{
    private object inner = null!;
    private Countdown countdown = null!;

    public static T Wrap<T>(T inner, Countdown countdown)
        where T : class
    {
        var proxy = Create<T, Interrupted>();
        ((Interrupted)(object)proxy).inner = inner;
        ((Interrupted)(object)proxy).countdown = countdown;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        countdown.Count();
        return targetMethod!.Invoke(inner, args);
    }

    public sealed class Countdown(int calls)
    {
        private int left = calls;

        public bool HasHit { get; private set; }

        public void Count()
        {
            if (Interlocked.Decrement(ref left) >= 0) return;
            HasHit = true;
            throw new ProcessDiedException();
        }
    }
}

public sealed class ProcessDiedException : Exception;
