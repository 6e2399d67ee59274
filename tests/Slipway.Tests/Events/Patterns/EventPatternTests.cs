using System.Text.Json;
using Slipway.Events.Patterns;

namespace Slipway.Tests.Events.Patterns;

/// <summary>What matches what, and how a pattern that is none is refused.</summary>
public sealed class EventPatternTests
{
    [Theory]
    // Exact values, of each type; any of several.
    [InlineData("""{"a":["x"]}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":"X"}""", false)]
    [InlineData("""{"a":["x"]}""", """{"a":"xy"}""", false)]
    [InlineData("""{"a":["x","y"]}""", """{"a":"y"}""", true)]
    [InlineData("""{"a":["x"]}""", """{"b":"x"}""", false)]
    [InlineData("""{"a":["x"],"b":["y"]}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":[1]}""", """{"a":1}""", true)]
    [InlineData("""{"a":[1]}""", """{"a":1.0}""", true)]
    [InlineData("""{"a":[300]}""", """{"a":3.0e2}""", true)]
    [InlineData("""{"a":[1]}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":[123456789012]}""", """{"a":123456789012}""", true)]
    [InlineData("""{"a":[true]}""", """{"a":true}""", true)]
    [InlineData("""{"a":[true]}""", """{"a":false}""", false)]
    [InlineData("""{"a":[null]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[null]}""", """{}""", false)]
    [InlineData("""{"a":[""]}""", """{"a":""}""", true)]
    // Nesting.
    [InlineData("""{"a":{"b":["x"]}}""", """{"a":{"b":"x","c":1}}""", true)]
    [InlineData("""{"a":{"b":["x"]}}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":["x"]}""", """{"a":{"x":"x"}}""", false)]
    // Lists: of values any, of objects a single one that has all.
    [InlineData("""{"a":["x"]}""", """{"a":["y","x"]}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":[]}""", false)]
    [InlineData("""{"a":["x"]}""", """{"a":[["x"]]}""", true)]
    [InlineData("""{"a":{"b":["x"],"c":["y"]}}""", """{"a":[{"b":"x","c":"y"}]}""", true)]
    [InlineData("""{"a":{"b":["x"],"c":["y"]}}""", """{"a":[{"b":"x"},{"c":"y"}]}""", false)]
    [InlineData("""{"a":{"b":{"c":["x"]}}}""", """{"a":[{"b":[{"c":"n"},{"c":"x"}]}]}""", true)]
    // Prefix, suffix, case.
    [InlineData("""{"a":[{"prefix":"re"}]}""", """{"a":"release"}""", true)]
    [InlineData("""{"a":[{"prefix":"re"}]}""", """{"a":"more"}""", false)]
    [InlineData("""{"a":[{"prefix":""}]}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":[{"prefix":"1"}]}""", """{"a":12}""", false)]
    [InlineData("""{"a":[{"prefix":{"equals-ignore-case":"RE"}}]}""", """{"a":"release"}""", true)]
    [InlineData("""{"a":[{"suffix":".png"}]}""", """{"a":"x.png"}""", true)]
    [InlineData("""{"a":[{"suffix":".png"}]}""", """{"a":"x.PNG"}""", false)]
    [InlineData("""{"a":[{"suffix":{"equals-ignore-case":".PNG"}}]}""", """{"a":"x.png"}""", true)]
    [InlineData("""{"a":[{"equals-ignore-case":"AlIcE"}]}""", """{"a":"alice"}""", true)]
    [InlineData("""{"a":[{"equals-ignore-case":"alice"}]}""", """{"a":"alices"}""", false)]
    // Anything but.
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{"a":"y"}""", true)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{}""", false)]
    [InlineData("""{"a":[{"anything-but":["x","y"]}]}""", """{"a":"y"}""", false)]
    [InlineData("""{"a":[{"anything-but":["x","y"]}]}""", """{"a":"z"}""", true)]
    [InlineData("""{"a":[{"anything-but":100}]}""", """{"a":100.0}""", false)]
    [InlineData("""{"a":[{"anything-but":[100,200]}]}""", """{"a":300}""", true)]
    [InlineData("""{"a":[{"anything-but":{"prefix":"in"}}]}""", """{"a":"init"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"prefix":["in","un"]}}]}""", """{"a":"undo"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"prefix":["in","un"]}}]}""", """{"a":"do"}""", true)]
    [InlineData("""{"a":[{"anything-but":{"suffix":".txt"}}]}""", """{"a":"a.txt"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"suffix":[".txt",".md"]}}]}""", """{"a":"a.png"}""", true)]
    [InlineData("""{"a":[{"anything-but":{"equals-ignore-case":["X","Y"]}}]}""", """{"a":"y"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}""", """{"a":"/usr/lib/x"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"wildcard":["*/lib/*","*.so"]}}]}""", """{"a":"/usr/bin/x"}""", true)]
    // Numbers.
    [InlineData("""{"a":[{"numeric":["=",3.018e2]}]}""", """{"a":301.8}""", true)]
    [InlineData("""{"a":[{"numeric":[">",0,"<=",5]}]}""", """{"a":5}""", true)]
    [InlineData("""{"a":[{"numeric":[">",0,"<=",5]}]}""", """{"a":0}""", false)]
    [InlineData("""{"a":[{"numeric":[">=",0,"<",5]}]}""", """{"a":0}""", true)]
    [InlineData("""{"a":[{"numeric":["<",-1.5]}]}""", """{"a":-2}""", true)]
    [InlineData("""{"a":[{"numeric":["<",10]}]}""", """{"a":"5"}""", false)]
    // Existence: of leaves alone.
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":""}""", true)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":{"b":1}}""", false)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"b":1}""", false)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"b":1}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":1}""", false)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a":{"b":[{"exists":false}]}}""", """{"c":1}""", true)]
    [InlineData("""{"a":{"b":[{"exists":false}]}}""", """{"a":[{"b":1},{"c":2}]}""", false)]
    [InlineData("""{"a":{"b":[{"exists":false}]}}""", """{"a":[{"c":1},{"c":2}]}""", true)]
    [InlineData("""{"a":["x",{"exists":false}]}""", """{}""", true)]
    [InlineData("""{"a":["x",{"exists":false}]}""", """{"a":"y"}""", false)]
    // Addresses.
    [InlineData("""{"a":[{"cidr":"10.0.0.0/24"}]}""", """{"a":"10.0.0.255"}""", true)]
    [InlineData("""{"a":[{"cidr":"10.0.0.77/24"}]}""", """{"a":"10.0.0.1"}""", true)]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/24"}]}""", """{"a":"10.0.1.0"}""", false)]
    [InlineData("""{"a":[{"cidr":"2001:db8::/32"}]}""", """{"a":"2001:db8:1::7"}""", true)]
    [InlineData("""{"a":[{"cidr":"0.0.0.0/0"}]}""", """{"a":"1.2.3.4"}""", true)]
    // Wildcards.
    [InlineData("""{"a":[{"wildcard":"dir/*.png"}]}""", """{"a":"dir/sub/x.png"}""", true)]
    [InlineData("""{"a":[{"wildcard":"*"}]}""", """{"a":""}""", true)]
    [InlineData("""{"a":[{"wildcard":"a*b*c"}]}""", """{"a":"abxbc"}""", true)]
    [InlineData("""{"a":[{"wildcard":"ab*ba"}]}""", """{"a":"aba"}""", false)]
    [InlineData("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"a*b"}""", true)]
    [InlineData("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"axb"}""", false)]
    [InlineData("""{"a":[{"wildcard":"a\\\\*"}]}""", """{"a":"a\\x"}""", true)]
    // Choices.
    [InlineData("""{"$or":[{"a":["x"]},{"b":["y"]}]}""", """{"b":"y"}""", true)]
    [InlineData("""{"$or":[{"a":["x"]},{"b":["y"]}]}""", """{"b":"x"}""", false)]
    [InlineData("""{"s":["k"],"$or":[{"a":["x"]},{"b":["y"]}]}""", """{"a":"x"}""", false)]
    [InlineData("""{"d":{"$or":[{"a":["x"]},{"b":["y"],"c":[1]}]}}""", """{"d":{"b":"y","c":1}}""", true)]
    [InlineData("""{"d":{"$or":[{"a":["x"]},{"b":["y"],"c":[1]}]}}""", """{"d":{"b":"y"}}""", false)]
    [InlineData("""{"$or":[{"$or":[{"a":["x"]},{"a":["y"]}]},{"b":[1]}]}""", """{"a":"y"}""", true)]
    public void An_event_matches_or_not(string pattern, string whole, bool matches) =>
        Assert.Equal(matches, EventPattern.Parse(pattern).Matches(JsonElement.Parse(whole)));

    [Theory]
    [InlineData("{", "Invalid JSON")]
    [InlineData("", "Invalid JSON")]
    [InlineData("{} {}", "Invalid JSON")]
    [InlineData("{\n 'a':[1]}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name\n at [Source: (String)\"{\n 'a':[1]}\"; line: 2, column: 2]")]
    [InlineData("{\"ü\":[nil]}", "Unrecognized token 'nil': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"{\"ü\":[nil]}\"; line: 1, column: 10]")]
    [InlineData("{\"a\":[1,]}", "Invalid JSON")]
    [InlineData("{\"a\":[1]", "Invalid JSON")]
    [InlineData("""{"a":[{"numeric":[">",5,">",1]}]}""", "Bad numeric range operator: >\n at [Source: (String)\"{\"a\":[{\"numeric\":[\">\",5,\">\",1]}]}\"; line: 1, column: 28]")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0"}]}""", "Malformed CIDR, one '/' required")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/x"}]}""", "Malformed CIDR, mask bits must be an integer")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/33"}]}""", "Malformed CIDR, mask bits must be between 0 and 32")]
    [InlineData("""{"a":[{"cidr":"host/8"}]}""", "Nonstandard IP address: host")]
    [InlineData("[]", "Filter is not an object\n at [Source: (String)\"[]\"; line: 1, column: 2]")]
    [InlineData("""{"source":["test.event-pattern"],"detail":{"lenderId":"LenderA"}}""", "\"lenderId\" must be an object or an array\n at [Source: (String)\"{\"source\":[\"test.event-pattern\"],\"detail\":{\"lenderId\":\"LenderA\"}}\"; line: 1, column: 56]")]
    [InlineData("""{"source": ["aws.health"], "detail": {}}""", "Empty objects are not allowed\n at [Source: (String)\"{\"source\": [\"aws.health\"], \"detail\": {}}\"; line: 1, column: 40]")]
    [InlineData("{\n\"a\":[]}", "Empty arrays are not allowed\n at [Source: (String)\"{\n\"a\":[]}\"; line: 2, column: 7]")]
    public void What_is_no_pattern_is_refused_with_its_place(string pattern, string reason) =>
        Assert.Equal(reason, Assert.Throws<PatternException>(() => EventPattern.Parse(pattern)).Message);

    [Theory]
    [InlineData("""{"a":[[1]]}""", "Match value must be String, number, true, false, or null")]
    [InlineData("""{"a":[{"like":"x"}]}""", "Unrecognized match type like")]
    [InlineData("""{"a":[{}]}""", "Match expression name not found")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""", "Only one key allowed in match expression")]
    [InlineData("""{"a":[{"prefix":1}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"a":[{"exists":"yes"}]}""", "exists match pattern must be either true or false.")]
    [InlineData("""{"a":[{"numeric":5}]}""", "Value of numeric must be an array.")]
    [InlineData("""{"a":[{"numeric":["~",5]}]}""", "Unrecognized numeric range operator: ~")]
    [InlineData("""{"a":[{"numeric":["<","5"]}]}""", "Value of < must be numeric")]
    [InlineData("""{"a":[{"numeric":[">",5,"<",1]}]}""", "Bottom must be less than top")]
    [InlineData("""{"a":[{"numeric":["<",5,">",1]}]}""", "Too many elements in numeric expression")]
    [InlineData("""{"a":[{"numeric":["<",5000000001]}]}""", "Value must be between -5.0E9 and 5.0E9, inclusive")]
    [InlineData("""{"a":[{"anything-but":[1,"x"]}]}""", "Inside anything but list, either all values are number or string, mixed type is not supported")]
    [InlineData("""{"a":[{"anything-but":[]}]}""", "Inside anything but list, either all values are number or string, mixed type is not supported")]
    [InlineData("""{"a":[{"anything-but":{"prefix":""}}]}""", "Null prefix/suffix not allowed")]
    [InlineData("""{"a":[{"anything-but":{"cidr":"x"}}]}""", "Unsupported anything-but pattern: cidr")]
    [InlineData("""{"a":[{"anything-but":{"prefix":1}}]}""", "prefix/suffix match pattern must be a string")]
    [InlineData("""{"a":[{"anything-but":{"suffix":["a",1]}}]}""", "prefix/suffix match pattern must be a string")]
    [InlineData("""{"a":[{"anything-but":{"wildcard":1}}]}""", "wildcard match pattern must be a string")]
    [InlineData("""{"a":[{"anything-but":{"equals-ignore-case":null}}]}""", "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.")]
    [InlineData("""{"a":[{"anything-but":{"prefix":{"equals-ignore-case":"a"}}}]}""", "Value of anything-but must be an array or single string/number value.")]
    [InlineData("""{"a":[{"anything-but":{"prefix":[]}}]}""", "Value of anything-but must be an array or single string/number value.")]
    [InlineData("""{"a":[{"cidr":1}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"a":[{"wildcard":"a**"}]}""", "Consecutive wildcard characters at pos 1")]
    [InlineData("""{"a":[{"wildcard":"a\\b"}]}""", "Invalid escape character at pos 1")]
    [InlineData("""{"$or":[{"a":[1]}]}""", "There must have at least 2 Objects in $or relationship.")]
    [InlineData("""{"$or":{"a":[1]}}""", "It must be an Array followed with $or.")]
    [InlineData("""{"$or":["a","b"]}""", "Only JSON object is allowed in array of $or relationship.")]
    public void What_is_no_pattern_is_refused(string pattern, string reason) =>
        Assert.StartsWith(reason + "\n at [Source: ", Assert.Throws<PatternException>(() => EventPattern.Parse(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_pattern_and_an_event_are_there_is_an_answer_soon()
    {
        string[] morsels = ["{", "}", "[", "]", "\"a\":", "\"$or\":", ",", "\"x\"", "1", "null", "{\"prefix\":\"", "{\"exists\":false}", "{\"anything-but\":", "\"numeric\":[\">\",", "\\u0000", "\"\\ud800\"", "*"];
        var random = new Random(7);
        var whole = JsonElement.Parse("""{"a":[{"a":["x",1,null,{"x":"a"}]},[],"x"],"detail":{"a":{"a":"x"}}}""");
        var parsed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = "{\"a\":[" + string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => morsels[random.Next(morsels.Length)])) + "]}";
            try
            {
                EventPattern.Parse(text).Matches(whole);
                parsed++;
            }
            catch (PatternException)
            {
                // That is an answer too.
            }
        }

        Assert.InRange(parsed, 10, 19_000);
    }

    [Fact]
    public void Asking_each_of_many_objects_for_what_is_absent_takes_no_longer_than_reading_them()
    {
        var many = string.Join(',', Enumerable.Repeat("{\"c\":1}", 100_000));
        var whole = JsonElement.Parse($$"""{"a":[{{many}},{"b":1}]}""");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(EventPattern.Parse("""{"a":{"b":[{"exists":false}]}}""").Matches(whole));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }
}
