using Microsoft.CodeAnalysis;
using Slipway.Generators.Tests.Support;

namespace Slipway.Generators.Tests;

/// <summary>An editor runs the generator at every key; only a change that matters may cost anything.</summary>
public sealed class IncrementalTests
{
    private static Generated First() => Generated.From(Samples.Api, Samples.PutThing, Samples.Forget);

    [Fact]
    public void An_unrelated_file_does_no_work()
    {
        var second = First().Again(compilation => compilation.AddSyntaxTrees(Generated.Parse("Other.cs", "namespace Sample; internal sealed class Other;")));
        Assert.All(ReadingReasons(second), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        Assert.All(OutputReasons(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_change_inside_of_a_method_writes_nothing_anew()
    {
        var second = First().Again(compilation => Replaced(compilation, "Forget.cs", text => text.Replace("throw new NotSupportedException()", "default", StringComparison.Ordinal)));
        Assert.All(OutputReasons(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_new_member_writes_the_codec_anew()
    {
        var second = First().Again(compilation => Replaced(compilation, "Forget.cs", text => text.Replace("record ForgetRequest;", "record ForgetRequest(string? Why);", StringComparison.Ordinal)));
        Assert.Contains(IncrementalStepRunReason.Modified, ReadingReasons(second));
        Assert.Contains("N_Why", second["Codec.g.cs"], StringComparison.Ordinal);
        Assert.Empty(second.Errors);
    }

    [Fact]
    public void An_operation_that_is_gone_is_gone_from_the_table()
    {
        var second = First().Again(compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Single(tree => tree.FilePath == "Forget.cs")));
        Assert.DoesNotContain("Forget", second["OperationTable.g.cs"], StringComparison.Ordinal);
        Assert.Empty(second.Errors);
    }

    private static Compilation Replaced(Compilation compilation, string file, Func<string, string> change)
    {
        var tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == file);
        var text = change(tree.ToString());
        Assert.NotEqual(tree.ToString(), text);
        return compilation.ReplaceSyntaxTree(tree, Generated.Parse(file, text));
    }

    private static IEnumerable<IncrementalStepRunReason> ReadingReasons(Generated generated) =>
        generated.Result.TrackedSteps[OperationGenerator.ReadingStep].SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(Generated generated) =>
        generated.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
}
