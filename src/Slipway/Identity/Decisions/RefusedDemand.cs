using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>A demand that was not met, and what there is to say about it.</summary>
internal sealed record RefusedDemand(Caller Caller, Entitlement Who, AuthorizationRequest Request, Decision Decision)
{
    /// <summary>AWS's sentence, for the client.</summary>
    public string Sentence => RefusalSentence.Of(Who.Facts, Request, Decision);

    /// <summary>Every layer's own outcome and each statement that matched; for the log, since it tells more than a client may know.</summary>
    public string Story
    {
        get
        {
            var trace = Explain();
            var layers = string.Join(", ", trace.Layers.Select(layer => $"{layer.Key} {layer.Value}"));
            var matches = string.Join(", ", trace.Matches.Select(match => $"{match.Statement.Effect} in {match.Source.Id} at {match.Statement.Start.Line}:{match.Statement.Start.Column}"));
            return $"{Decision.Outcome} by {Decision.Layer}; {(layers.Length == 0 ? "no policies" : layers)}{(matches.Length == 0 ? "" : $"; matched: {matches}")}";
        }
    }

    public Trace Explain() => Evaluation.Explain(Who.Facts, Who.Policies, Request);
}
