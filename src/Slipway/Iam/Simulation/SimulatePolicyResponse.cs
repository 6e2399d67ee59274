using System.Globalization;

namespace Slipway.Iam.Simulation;

/// <summary>What both simulations answer.</summary>
internal sealed record SimulatePolicyResponse(IReadOnlyList<EvaluationResult> EvaluationResults, bool IsTruncated, string? Marker)
{
    public static SimulatePolicyResponse Of(PolicySimulation simulation, AskedPage asked)
    {
        var page = simulation.Run(asked);
        return new([.. page.Items.Select(item => item.Result)], page.HasMore, asked.MarkerAfter(page, item => item.Place.ToString(CultureInfo.InvariantCulture)));
    }
}
