using System.Security.Cryptography;
using System.Text;
using Slipway.EndToEnd.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(StableOrder))]
[assembly: TestCaseOrderer(typeof(StableOrder))]

namespace Slipway.EndToEnd.Support;

/// <summary>
/// The same order everywhere: xunit's own follows from the folder of the checkout, so that a test that disturbs another is
/// seen on one machine only. <c>SLIPWAY_TEST_ORDER</c>, any word, makes another order.
/// </summary>
public sealed class StableOrder : ITestCollectionOrderer, ITestCaseOrderer
{
    private static readonly string Word = Environment.GetEnvironmentVariable("SLIPWAY_TEST_ORDER") ?? "";

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        Ordered(testCollections, collection => collection.TestCollectionDisplayName);

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        Ordered(testCases, testCase => testCase.TestCaseDisplayName);

    private static List<T> Ordered<T>(IReadOnlyCollection<T> items, Func<T, string> name) =>
        [.. items.OrderBy(item => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Word + name(item)))), StringComparer.Ordinal)];
}
