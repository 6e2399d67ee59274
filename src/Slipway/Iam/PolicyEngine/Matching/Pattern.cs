using System.Text;
using Slipway.Iam.PolicyEngine.Documents;

namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>A text of a document with its wildcards and variables, compiled. Matches with regard to case.</summary>
internal sealed class Pattern
{
    /// <summary>Text in the form of <see cref="Glob"/>; null stands for the variable of the same index.</summary>
    private readonly List<string?> pieces = [];
    private readonly List<Variable?> variables = [];
    private string suffix = "";

    private Pattern()
    {
    }

    /// <summary>What every match begins with.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>The prefix is all that it matches.</summary>
    public bool IsLiteral { get; private set; }

    public IEnumerable<Variable> Variables => variables.OfType<Variable>();

    /// <param name="hasWildcards"><c>*</c> and <c>?</c> are not literal.</param>
    /// <param name="hasVariables"><c>${…}</c> is not literal; its escapes are known then too.</param>
    /// <exception cref="PolicyFault">A variable is not closed or has no name.</exception>
    public static Pattern Parse(string text, bool hasWildcards, bool hasVariables)
    {
        if (Glob.HasWildcards(text)) throw PolicyFault.Syntax;
        var pattern = new Pattern();
        var piece = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (hasVariables && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = text.IndexOf('}', i);
                if (end < 0) throw PolicyFault.Syntax;
                var name = text[(i + 2)..end];
                if (name is "*" or "?" or "$") piece.Append(name);
                else pattern.AddVariable(piece, Variable.Parse(name) ?? throw PolicyFault.Syntax);
                i = end;
            }
            else if (hasWildcards && text[i] == '*')
            {
                // A second star says nothing more.
                if (piece.Length == 0 || piece[^1] != Glob.Run) piece.Append(Glob.Run);
            }
            else
            {
                piece.Append(hasWildcards && text[i] == '?' ? Glob.One : text[i]);
            }
        }

        pattern.AddText(piece);
        return pattern.Finish();
    }

    public bool Matches(string text, IConditionKeys keys, ref bool isUnresolved)
    {
        if (IsLiteral) return text == Prefix;
        // Most patterns fail here.
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || !text.EndsWith(suffix, StringComparison.Ordinal)) return false;
        return Resolve(keys) is { } glob ? Glob.Matches(glob, text) : Unresolved(ref isUnresolved);
    }

    /// <summary>The same, where a variable without a value is no more than a difference.</summary>
    public bool Matches(string text, IConditionKeys keys)
    {
        var isUnresolved = false;
        return Matches(text, keys, ref isUnresolved);
    }

    /// <summary>In the form of <see cref="Glob"/>, with the variables' values in place; null when one has none.</summary>
    public string? Resolve(IConditionKeys keys)
    {
        if (pieces is [{ } only]) return only;
        var resolved = new StringBuilder();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i] ?? variables[i]!.Find(keys);
            if (piece is null) return null;
            resolved.Append(piece);
        }

        return resolved.ToString();
    }

    private static bool Unresolved(ref bool isUnresolved)
    {
        isUnresolved = true;
        return false;
    }

    private void AddVariable(StringBuilder before, Variable variable)
    {
        AddText(before);
        pieces.Add(null);
        variables.Add(variable);
    }

    private void AddText(StringBuilder text)
    {
        if (text.Length == 0) return;
        pieces.Add(text.ToString());
        variables.Add(null);
        text.Clear();
    }

    private Pattern Finish()
    {
        if (pieces.Count == 0)
        {
            pieces.Add("");
            variables.Add(null);
        }

        var head = pieces[0] ?? "";
        var wildcard = head.AsSpan().IndexOfAny(Glob.Run, Glob.One);
        Prefix = wildcard < 0 ? head : head[..wildcard];
        suffix = (pieces[^1] ?? "").Split(Glob.Run, Glob.One)[^1];
        IsLiteral = pieces is [not null] && wildcard < 0;
        return this;
    }
}
