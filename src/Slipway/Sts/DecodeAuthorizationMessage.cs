using Slipway.Identity.Decisions;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

internal sealed record DecodeAuthorizationMessageRequest([Length(1, DecisionMessages.MaxLength)] string EncodedMessage);

/// <param name="DecodedMessage">JSON.</param>
internal sealed record DecodeAuthorizationMessageResponse(string DecodedMessage);

/// <summary>
/// Why a request was refused, from the encoded message that EC2's family of services adds to a refusal. Which policies
/// there are is not for everybody's eyes, hence a permission of its own. AWS: API_DecodeAuthorizationMessage.
/// </summary>
[Operation<StsApi>]
internal sealed class DecodeAuthorizationMessage(DecisionMessages messages)
    : IOperation<DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse>
{
    public static Access Requires(DecodeAuthorizationMessageRequest request, Caller caller) => Access.On("*");

    public ValueTask<DecodeAuthorizationMessageResponse> HandleAsync(DecodeAuthorizationMessageRequest request, Caller caller, CancellationToken ct) =>
        new(new DecodeAuthorizationMessageResponse(messages.Decode(request.EncodedMessage, caller.Account) ?? throw StsErrors.InvalidMessage()));
}
