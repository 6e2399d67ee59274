using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Wire;

/// <summary>
/// The one object of a class in a container that does not list the class: it is made from the container's services when it
/// is first asked for. Hundreds of operations would each cost every start a registration, and most are never called.
/// </summary>
public sealed class MadeOnce<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceProvider services)
    where T : class
{
    public T Value { get; } = ActivatorUtilities.CreateInstance<T>(services);
}
