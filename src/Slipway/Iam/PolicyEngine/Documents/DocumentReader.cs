using System.Text;
using System.Text.Json;

namespace Slipway.Iam.PolicyEngine.Documents;

/// <summary>
/// Reads the grammar of "Grammar of the IAM JSON policy language" in IAM's user guide, in one pass. Names of elements are
/// case-sensitive, none may come twice, and what the grammar does not know is a fault: a misspelled Condition would otherwise
/// widen what a statement allows.
/// </summary>
internal ref struct DocumentReader
{
    /// <summary>A policy has six levels.</summary>
    private const int Depth = 8;

    private readonly TextPositions positions;
    private Utf8JsonReader json;

    private DocumentReader(byte[] text)
    {
        positions = new(text);
        json = new(text, new JsonReaderOptions { MaxDepth = Depth });
    }

    /// <exception cref="PolicyFault">It is not a policy.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static RawPolicy Read(byte[] text) => new DocumentReader(text).ReadPolicy();

    private RawPolicy ReadPolicy()
    {
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject) throw PolicyFault.Syntax;
        string? version = null;
        List<RawStatement>? statements = null;
        HashSet<string> seen = [];
        while (NextElement(seen) is { } name)
        {
            switch (name)
            {
                case "Version": version = ReadString(); break;
                case "Id": ReadString(); break;
                case "Statement": statements = ReadStatements(); break;
                default: throw PolicyFault.Syntax;
            }
        }

        // Whatever follows the object is not JSON any more.
        json.Read();
        return statements is { Count: > 0 } ? new(version, statements) : throw PolicyFault.Syntax;
    }

    private List<RawStatement> ReadStatements()
    {
        if (json.TokenType is JsonTokenType.StartObject) return [ReadStatement()];
        if (json.TokenType is not JsonTokenType.StartArray) throw PolicyFault.Syntax;
        List<RawStatement> statements = [];
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray) statements.Add(ReadStatement());
        return statements;
    }

    private RawStatement ReadStatement()
    {
        if (json.TokenType is not JsonTokenType.StartObject) throw PolicyFault.Syntax;
        var statement = new RawStatement { Start = positions.At(json.BytesConsumed) };
        HashSet<string> seen = [];
        while (NextElement(seen) is { } name)
        {
            switch (name)
            {
                case "Sid": statement.Sid = ReadString(); break;
                case "Effect": statement.Effect = ReadString(); break;
                case "Principal": statement.Principal = ReadPrincipal(); break;
                case "NotPrincipal": statement.NotPrincipal = ReadPrincipal(); break;
                case "Action": statement.Action = ReadStrings(); break;
                case "NotAction": statement.NotAction = ReadStrings(); break;
                case "Resource": statement.Resource = ReadStrings(); break;
                case "NotResource": statement.NotResource = ReadStrings(); break;
                case "Condition": ReadConditions(statement.Conditions); break;
                default: throw PolicyFault.Syntax;
            }
        }

        statement.End = positions.At(json.BytesConsumed);
        return statement;
    }

    private RawPrincipal ReadPrincipal()
    {
        if (json.TokenType is JsonTokenType.String)
            return ReadString() is "*" ? new(true, []) : throw PolicyFault.Syntax;
        if (json.TokenType is not JsonTokenType.StartObject) throw PolicyFault.Syntax;
        List<(string, string)> entries = [];
        HashSet<string> seen = [];
        while (NextElement(seen) is { } type)
        {
            // An account may stand there as a number.
            foreach (var value in ReadValues()) entries.Add((type, value));
        }

        return entries.Count > 0 ? new(false, entries) : throw PolicyFault.Syntax;
    }

    private void ReadConditions(List<RawCondition> conditions)
    {
        if (json.TokenType is not JsonTokenType.StartObject) throw PolicyFault.Syntax;
        HashSet<string> operators = [];
        while (NextElement(operators) is { } name)
        {
            if (json.TokenType is not JsonTokenType.StartObject) throw PolicyFault.Syntax;
            HashSet<string> keys = [];
            while (NextElement(keys) is { } key) conditions.Add(new(name, key, ReadValues()));
        }
    }

    /// <summary>The name of the next element of an object, with the reader on its value; null behind the last one.</summary>
    private string? NextElement(HashSet<string> seen)
    {
        json.Read();
        if (json.TokenType is JsonTokenType.EndObject) return null;
        var name = json.GetString()!;
        if (!seen.Add(name)) throw PolicyFault.Syntax;
        json.Read();
        return name;
    }

    private readonly string ReadString() => json.TokenType is JsonTokenType.String ? json.GetString()! : throw PolicyFault.Syntax;

    /// <summary>One string or a list of them.</summary>
    private List<string> ReadStrings()
    {
        if (json.TokenType is not JsonTokenType.StartArray) return [ReadString()];
        List<string> values = [];
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray) values.Add(ReadString());
        return values;
    }

    /// <summary>As <see cref="ReadStrings"/>; numbers and booleans may stand without quotes.</summary>
    private List<string> ReadValues()
    {
        if (json.TokenType is not JsonTokenType.StartArray) return [ReadValue()];
        List<string> values = [];
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray) values.Add(ReadValue());
        return values;
    }

    private readonly string ReadValue() => json.TokenType switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(json.ValueSpan),
        _ => ReadString(),
    };
}
