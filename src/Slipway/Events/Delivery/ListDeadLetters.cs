using System.Globalization;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Delivery;

internal sealed record ListDeadLettersRequest([Length(1, 2048)] string? NextToken, [Bounds(1, 100)] int? MaxResults);

internal sealed record ListDeadLettersResponse(IReadOnlyList<DeadLetterShape> DeadLetters, string? NextToken);

/// <summary>
/// A page of the events that could not be delivered, the newest first; kept for two weeks. Ours, API_ListDeadLetters in
/// docs/services/slipway.md.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class ListDeadLetters(IDeliveryStore deliveries, Listing pages) : IOperation<ListDeadLettersRequest, ListDeadLettersResponse>
{
    public static Access Requires(ListDeadLettersRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListDeadLettersResponse> HandleAsync(ListDeadLettersRequest request, Caller caller, CancellationToken ct)
    {
        var listing = $"slipway:ListDeadLetters {caller.Account} {caller.Region}";
        long? before = long.TryParse(pages.Begin(listing, request.NextToken), CultureInfo.InvariantCulture, out var id) ? id : null;
        var page = await deliveries.ListDeadAsync(caller.Account, caller.Region, before, request.MaxResults ?? Listing.DefaultPage, ct);
        return new([.. page.Items.Select(DeadLetterShape.Of)], pages.Next(listing, page, letter => letter.Id.ToString(CultureInfo.InvariantCulture)));
    }
}
