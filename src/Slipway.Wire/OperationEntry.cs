using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Wire.Shapes;

namespace Slipway.Wire;

/// <summary>The answer of an operation whose model has no output at all.</summary>
public sealed record Nothing
{
    public static Nothing Instance { get; } = new();
}

/// <summary>One row of the operation table that the generator writes.</summary>
public abstract class OperationEntry
{
    public abstract string Name { get; }

    public abstract ServiceDescriptor Service { get; }

    public abstract OperationTraits Traits { get; }

    public abstract ShapeDescriptor Input { get; }

    public abstract ShapeDescriptor Output { get; }

    /// <summary>The model has an output shape: the query protocol then needs a result element, however empty.</summary>
    public abstract bool HasOutput { get; }

    /// <summary>IAM's name for it, such as <c>ecr:CreateRepository</c>.</summary>
    public string Action => $"{Service.ActionPrefix}:{Name}";

    /// <summary>It changes nothing.</summary>
    public bool IsReadOnly => Traits.Reads(Name);

    /// <summary>It changes nothing, and yet what it gives is worth writing down.</summary>
    public bool HandsOutCredentials => OperationTraits.HandsOutCredentials(Name);

    /// <exception cref="Unreadable">A value of the wrong type.</exception>
    public abstract object Bind(ShapeReader input);

    public abstract Access Requires(object request, Caller caller);

    public abstract ValueTask<object> HandleAsync(IServiceProvider services, object request, Caller caller, CancellationToken ct);

    public abstract void Write(ShapeWriter output, object response);
}

/// <inheritdoc cref="OperationEntry"/>
public sealed class OperationEntry<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TOperation, TRequest, TResponse>(
    Func<ShapeReader, TRequest> read,
    Action<ShapeWriter, TResponse> write,
    Func<ShapeDescriptor> input,
    Func<ShapeDescriptor> output,
    OperationTraits traits) : OperationEntry
    where TService : IAwsService
    where TOperation : class, IOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    public override string Name { get; } = typeof(TOperation).Name;

    public override ServiceDescriptor Service { get; } = TService.Descriptor;

    public override OperationTraits Traits => traits;

    public override ShapeDescriptor Input => input();

    public override ShapeDescriptor Output => output();

    public override bool HasOutput => typeof(TResponse) != typeof(Nothing);

    public override object Bind(ShapeReader input) => read(input);

    public override Access Requires(object request, Caller caller) => TOperation.Requires((TRequest)request, caller).Named(Action);

    public override async ValueTask<object> HandleAsync(IServiceProvider services, object request, Caller caller, CancellationToken ct) =>
        await services.GetRequiredService<MadeOnce<TOperation>>().Value.HandleAsync((TRequest)request, caller, ct);

    public override void Write(ShapeWriter output, object response) => write(output, (TResponse)response);
}
