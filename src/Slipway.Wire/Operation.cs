namespace Slipway.Wire;

/// <summary>
/// Marks a class as the operation of its own name in the service <typeparamref name="TService"/>. The generator finds it,
/// writes its row in the operation table, its registration and the codecs of every record it can reach.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OperationAttribute<TService> : Attribute
    where TService : IAwsService
{
    /// <summary>
    /// The largest request body in bytes; for the few operations that carry layers or manifests. JSON only: which
    /// operation a form means is known when it has been read, so every form is held to the default.
    /// </summary>
    public int MaxBody { get; set; } = OperationTraits.DefaultMaxBody;

    /// <summary>
    /// Nobody signs it, as <c>sts:AssumeRoleWithWebIdentity</c>: it runs for <see cref="Principal.Anonymous"/>, in the home
    /// region, and a signature that comes along is not looked at. It checks by itself whatever it is shown.
    /// </summary>
    public bool IsUnsigned { get; set; }

    /// <summary>Whether it changes nothing; only for those whose name says otherwise (see <see cref="OperationTraits.Reads"/>).</summary>
    public bool IsReadOnly { get; set; }
}

/// <summary>An operation: what it demands, and what it does. One file each, named after it.</summary>
public interface IOperation<TRequest, TResponse>
{
    /// <summary>What the caller must be allowed to do, before anything is done. Pure.</summary>
    static abstract Access Requires(TRequest request, Caller caller);

    /// <exception cref="AwsError">A refusal from the service's catalogue; anything else is a bug and answers 500.</exception>
    ValueTask<TResponse> HandleAsync(TRequest request, Caller caller, CancellationToken ct);
}

/// <summary>A service, as a type: <c>[Operation&lt;EcrApi&gt;]</c> puts an operation into it.</summary>
public interface IAwsService
{
    static abstract ServiceDescriptor Descriptor { get; }
}
