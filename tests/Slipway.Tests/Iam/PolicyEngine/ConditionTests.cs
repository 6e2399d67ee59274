using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>"Condition operators" in IAM's user guide. A row: operator, the policy's values, the request's values, whether it is met.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("StringEquals", "'a'", "a", true)]
    [InlineData("StringEquals", "'a'", "A", false)]
    [InlineData("StringEquals", "'a'", "ab", false)]
    [InlineData("StringEquals", "['a','b']", "b", true)]
    [InlineData("StringEquals", "['a','b']", "c", false)]
    [InlineData("StringEquals", "'a*'", "ab", false)]
    [InlineData("StringEquals", "'a*'", "a*", true)]
    [InlineData("StringEquals", "'a?'", "ab", false)]
    [InlineData("StringEquals", "''", "", true)]
    [InlineData("StringEquals", "''", "a", false)]
    [InlineData("StringEquals", "5", "5", true)]
    [InlineData("StringEquals", "true", "true", true)]
    [InlineData("StringEquals", "[]", "a", false)]
    [InlineData("StringNotEquals", "'a'", "b", true)]
    [InlineData("StringNotEquals", "'a'", "a", false)]
    [InlineData("StringNotEquals", "'a'", "A", true)]
    [InlineData("StringNotEquals", "['a','b']", "a", false)]
    [InlineData("StringNotEquals", "['a','b']", "b", false)]
    [InlineData("StringNotEquals", "['a','b']", "c", true)]
    [InlineData("StringNotEquals", "[]", "a", true)]
    [InlineData("StringEqualsIgnoreCase", "'Abc'", "aBC", true)]
    [InlineData("StringEqualsIgnoreCase", "'Abc'", "abd", false)]
    [InlineData("StringEqualsIgnoreCase", "['x','ABC']", "abc", true)]
    [InlineData("StringNotEqualsIgnoreCase", "'Abc'", "aBC", false)]
    [InlineData("StringNotEqualsIgnoreCase", "'Abc'", "abd", true)]
    [InlineData("StringNotEqualsIgnoreCase", "['x','ABC']", "abc", false)]
    [InlineData("StringLike", "'a*'", "a", true)]
    [InlineData("StringLike", "'a*'", "abc/d", true)]
    [InlineData("StringLike", "'a*'", "ba", false)]
    [InlineData("StringLike", "'a?c'", "abc", true)]
    [InlineData("StringLike", "'a?c'", "ac", false)]
    [InlineData("StringLike", "'*'", "", true)]
    [InlineData("StringLike", "'A*'", "abc", false)]
    [InlineData("StringLike", "['x*','*z']", "xyz", true)]
    [InlineData("StringLike", "['x*','*y']", "abc", false)]
    [InlineData("StringLike", "'repo:org/app:*'", "repo:org/app:ref:refs/heads/main", true)]
    [InlineData("StringLike", "'repo:org/app:*'", "repo:org/app2:ref:refs/heads/main", false)]
    [InlineData("StringNotLike", "'a*'", "abc", false)]
    [InlineData("StringNotLike", "'a*'", "b", true)]
    [InlineData("StringNotLike", "['a*','b*']", "bcd", false)]
    [InlineData("StringNotLike", "['a*','b*']", "cde", true)]
    public void On_texts(string name, string values, string request, bool isMet) => Check(name, values, [request], isMet);

    [Theory]
    [InlineData("NumericEquals", "'5'", "5", true)]
    [InlineData("NumericEquals", "5", "5", true)]
    [InlineData("NumericEquals", "'5'", "5.0", true)]
    [InlineData("NumericEquals", "'5'", "6", false)]
    [InlineData("NumericEquals", "['5','6']", "6", true)]
    [InlineData("NumericEquals", "'5'", "five", false)]
    [InlineData("NumericEquals", "'-5'", "-5", true)]
    [InlineData("NumericNotEquals", "'5'", "6", true)]
    [InlineData("NumericNotEquals", "'5'", "5", false)]
    [InlineData("NumericNotEquals", "['5','6']", "6", false)]
    [InlineData("NumericLessThan", "'5'", "4", true)]
    [InlineData("NumericLessThan", "'5'", "4.9", true)]
    [InlineData("NumericLessThan", "'5'", "5", false)]
    [InlineData("NumericLessThan", "'5'", "10", false)]
    [InlineData("NumericLessThanEquals", "'5'", "5", true)]
    [InlineData("NumericLessThanEquals", "'5'", "6", false)]
    [InlineData("NumericGreaterThan", "'5'", "6", true)]
    [InlineData("NumericGreaterThan", "'5'", "10", true)]
    [InlineData("NumericGreaterThan", "'5'", "5", false)]
    [InlineData("NumericGreaterThanEquals", "'5'", "5", true)]
    [InlineData("NumericGreaterThanEquals", "'5'", "4", false)]
    [InlineData("NumericGreaterThanEquals", "'5'", "", false)]
    public void On_numbers(string name, string values, string request, bool isMet) => Check(name, values, [request], isMet);

    [Theory]
    [InlineData("DateEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:00Z", true)]
    [InlineData("DateEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T13:00:00+01:00", true)]
    [InlineData("DateEquals", "'2026-01-31T12:00:00Z'", "1769860800", true)]
    [InlineData("DateEquals", "1769860800", "2026-01-31T12:00:00Z", true)]
    [InlineData("DateEquals", "'2026-01-31'", "2026-01-31T00:00:00Z", true)]
    [InlineData("DateEquals", "'2026-01'", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "'2026'", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "'2026-01-31T12:00Z'", "2026-01-31T12:00:00Z", true)]
    [InlineData("DateEquals", "'2026-01-31T12:00:00.500Z'", "2026-01-31T12:00:00.5Z", true)]
    [InlineData("DateEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:01Z", false)]
    [InlineData("DateEquals", "'2026-01-31T12:00:00Z'", "soon", false)]
    [InlineData("DateNotEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:00Z", false)]
    [InlineData("DateNotEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:01Z", true)]
    [InlineData("DateLessThan", "'2026-01-31T12:00:00Z'", "2026-01-31T11:59:59Z", true)]
    [InlineData("DateLessThan", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:00Z", false)]
    [InlineData("DateLessThanEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:00Z", true)]
    [InlineData("DateLessThanEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:01Z", false)]
    [InlineData("DateGreaterThan", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:01Z", true)]
    [InlineData("DateGreaterThan", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:00Z", false)]
    [InlineData("DateGreaterThanEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T12:00:00Z", true)]
    [InlineData("DateGreaterThanEquals", "'2026-01-31T12:00:00Z'", "2026-01-31T11:00:00Z", false)]
    [InlineData("DateLessThan", "'9223372036854775807'", "2026-01-31T12:00:00Z", true)]
    public void On_dates(string name, string values, string request, bool isMet) => Check(name, values, [request], isMet);

    [Theory]
    [InlineData("Bool", "'true'", "true", true)]
    [InlineData("Bool", "true", "true", true)]
    [InlineData("Bool", "'True'", "true", true)]
    [InlineData("Bool", "'true'", "false", false)]
    [InlineData("Bool", "'false'", "false", true)]
    [InlineData("Bool", "'false'", "true", false)]
    [InlineData("Bool", "'false'", "", false)]
    [InlineData("Bool", "['true','false']", "false", true)]
    [InlineData("BinaryEquals", "'QmluYXJ5'", "QmluYXJ5", true)]
    [InlineData("BinaryEquals", "'QmluYXJ5'", "QmluYXJ6", false)]
    [InlineData("BinaryEquals", "'QmluYXJ5'", "no base64", false)]
    public void On_flags_and_bytes(string name, string values, string request, bool isMet) => Check(name, values, [request], isMet);

    [Theory]
    [InlineData("IpAddress", "'203.0.113.0/24'", "203.0.113.7", true)]
    [InlineData("IpAddress", "'203.0.113.0/24'", "203.0.114.7", false)]
    [InlineData("IpAddress", "'203.0.113.9/24'", "203.0.113.7", true)]
    [InlineData("IpAddress", "'203.0.113.7'", "203.0.113.7", true)]
    [InlineData("IpAddress", "'203.0.113.7'", "203.0.113.8", false)]
    [InlineData("IpAddress", "'203.0.113.0/25'", "203.0.113.127", true)]
    [InlineData("IpAddress", "'203.0.113.0/25'", "203.0.113.128", false)]
    [InlineData("IpAddress", "'0.0.0.0/0'", "8.8.8.8", true)]
    [InlineData("IpAddress", "'0.0.0.0/0'", "2001:db8::1", false)]
    [InlineData("IpAddress", "['10.0.0.0/8','192.168.0.0/16']", "192.168.3.4", true)]
    [InlineData("IpAddress", "['10.0.0.0/8','192.168.0.0/16']", "172.16.0.1", false)]
    [InlineData("IpAddress", "'2001:db8::/32'", "2001:db8:1::7", true)]
    [InlineData("IpAddress", "'2001:DB8:1234:5678::/64'", "2001:db8:1234:5678:9::1", true)]
    [InlineData("IpAddress", "'2001:db8::/32'", "2001:db9::7", false)]
    [InlineData("IpAddress", "'::/0'", "2001:db9::7", true)]
    [InlineData("IpAddress", "'2001:db8::1'", "2001:db8:0:0:0:0:0:1", true)]
    // An IPv4 address in IPv6's clothes is an IPv4 address, on either side.
    [InlineData("IpAddress", "'203.0.113.0/24'", "::ffff:203.0.113.7", true)]
    [InlineData("IpAddress", "'::ffff:203.0.113.0/120'", "203.0.113.7", true)]
    [InlineData("IpAddress", "'::ffff:203.0.113.0/120'", "203.0.114.7", false)]
    [InlineData("IpAddress", "'::/0'", "::ffff:203.0.113.7", false)]
    // What other parsers take for an address.
    [InlineData("IpAddress", "'10.0.0.0/8'", "10.1", false)]
    [InlineData("IpAddress", "'8.0.0.0/8'", "010.0.0.1", false)]
    [InlineData("IpAddress", "'10.0.0.0/8'", "0x0a.0.0.1", false)]
    [InlineData("IpAddress", "'10.0.0.0/8'", "167772161", false)]
    [InlineData("IpAddress", "'10.0.0.0/8'", " 10.0.0.1", false)]
    [InlineData("IpAddress", "'10.0.0.0/8'", "", false)]
    [InlineData("NotIpAddress", "'203.0.113.0/24'", "203.0.113.7", false)]
    [InlineData("NotIpAddress", "'203.0.113.0/24'", "203.0.114.7", true)]
    [InlineData("NotIpAddress", "['10.0.0.0/8','203.0.113.0/24']", "203.0.113.7", false)]
    [InlineData("NotIpAddress", "['10.0.0.0/8','203.0.113.0/24']", "8.8.8.8", true)]
    [InlineData("NotIpAddress", "'203.0.113.0/24'", "2001:db8::1", true)]
    public void On_addresses(string name, string values, string request, bool isMet) => Check(name, values, [request], isMet);

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/ci", "arn:aws:iam::111122223333:role/ci", true)]
    [InlineData("arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:role/ci/deploy", true)]
    [InlineData("arn:aws:iam::*:role/ci", "arn:aws:iam::111122223333:role/ci", true)]
    [InlineData("arn:aws:iam::1111????3333:role/ci", "arn:aws:iam::111122223333:role/ci", true)]
    [InlineData("arn:*:*:*:*:*", "arn:aws:iam::111122223333:role/ci", true)]
    [InlineData("*", "arn:aws:iam::111122223333:role/ci", true)]
    [InlineData("arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:1:log-group:/a:log-stream:b", true)]
    [InlineData("arn:aws:iam::111122223333:role/CI", "arn:aws:iam::111122223333:role/ci", false)]
    [InlineData("arn:aws:iam::444455556666:role/ci", "arn:aws:iam::111122223333:role/ci", false)]
    // Each part by itself: no wildcard reaches over the colon into the next.
    [InlineData("arn:aws:iam::*role/ci", "arn:aws:iam::111122223333:role/ci", false)]
    [InlineData("arn:aws:*:role/ci", "arn:aws:iam::111122223333:role/ci", false)]
    [InlineData("arn:aws:*", "arn:aws:iam::111122223333:role/ci", false)]
    [InlineData("arn:*", "arn:aws:iam::111122223333:role/ci", false)]
    [InlineData("arn:aws:iam:*:role/ci", "arn:aws:iam::111122223333:role/ci", false)]
    [InlineData("arn:aws:iam::111122223333:role/ci", "no arn", false)]
    [InlineData("arn:aws:iam::111122223333:role/ci", "arn:aws:iam::111122223333", false)]
    [InlineData("no arn", "no arn", false)]
    public void On_ARNs(string value, string request, bool isMet)
    {
        Check("ArnEquals", $"'{value}'", [request], isMet);
        Check("ArnLike", $"'{value}'", [request], isMet);
        Check("ArnNotEquals", $"'{value}'", [request], !isMet);
        Check("ArnNotLike", $"'{value}'", [request], !isMet);
    }

    [Theory]
    // Without the key nothing is equal, and everything is unequal.
    [InlineData("StringEquals", "'a'", false)]
    [InlineData("StringEqualsIgnoreCase", "'a'", false)]
    [InlineData("StringLike", "'*'", false)]
    [InlineData("StringNotEquals", "'a'", true)]
    [InlineData("StringNotEqualsIgnoreCase", "'a'", true)]
    [InlineData("StringNotLike", "'*'", true)]
    [InlineData("NumericEquals", "'1'", false)]
    [InlineData("NumericNotEquals", "'1'", true)]
    [InlineData("NumericLessThan", "'1'", false)]
    [InlineData("NumericLessThanEquals", "'1'", false)]
    [InlineData("NumericGreaterThan", "'1'", false)]
    [InlineData("NumericGreaterThanEquals", "'1'", false)]
    [InlineData("DateEquals", "'2026'", false)]
    [InlineData("DateNotEquals", "'2026'", true)]
    [InlineData("DateLessThan", "'2026'", false)]
    [InlineData("DateLessThanEquals", "'2026'", false)]
    [InlineData("DateGreaterThan", "'2026'", false)]
    [InlineData("DateGreaterThanEquals", "'2026'", false)]
    [InlineData("Bool", "'true'", false)]
    [InlineData("Bool", "'false'", false)]
    [InlineData("BinaryEquals", "'QQ=='", false)]
    [InlineData("IpAddress", "'0.0.0.0/0'", false)]
    [InlineData("NotIpAddress", "'0.0.0.0/0'", true)]
    [InlineData("ArnEquals", "'*'", false)]
    [InlineData("ArnLike", "'*'", false)]
    [InlineData("ArnNotEquals", "'*'", true)]
    [InlineData("ArnNotLike", "'*'", true)]
    [InlineData("slipway:StringMatches", "'.*'", false)]
    [InlineData("slipway:StringNotMatches", "'.*'", true)]
    public void Without_the_key(string name, string values, bool isMet)
    {
        Check(name, values, [], isMet);
        // And …IfExists turns every one of them to true, without touching what happens when the key is there.
        Check(name + "IfExists", values, [], true);
    }

    [Theory]
    [InlineData("StringEqualsIfExists", "'a'", "a", true)]
    [InlineData("StringEqualsIfExists", "'a'", "b", false)]
    [InlineData("StringNotEqualsIfExists", "'a'", "a", false)]
    [InlineData("NumericLessThanIfExists", "'5'", "7", false)]
    [InlineData("DateLessThanIfExists", "'2026'", "2027", false)]
    [InlineData("BoolIfExists", "'true'", "false", false)]
    [InlineData("BoolIfExists", "'false'", "false", true)]
    [InlineData("IpAddressIfExists", "'10.0.0.0/8'", "11.0.0.1", false)]
    [InlineData("ArnLikeIfExists", "'arn:aws:iam::*:role/*'", "arn:aws:iam::1:user/x", false)]
    public void IfExists_with_the_key(string name, string values, string request, bool isMet) => Check(name, values, [request], isMet);

    [Theory]
    [InlineData("'true'", new string[0], true)]
    [InlineData("true", new string[0], true)]
    [InlineData("'true'", new[] { "x" }, false)]
    [InlineData("'false'", new string[0], false)]
    [InlineData("'false'", new[] { "x" }, true)]
    [InlineData("false", new[] { "x", "y" }, true)]
    [InlineData("'false'", new[] { "" }, true)]
    [InlineData("['true','false']", new string[0], true)]
    public void Null_asks_whether_the_key_is_there(string values, string[] request, bool isMet) => Check("Null", values, request, isMet);

    [Theory]
    [InlineData("'StringEquals':{'test:Key':'a'}", true)]
    [InlineData("'StringEquals':{'TEST:KEY':'a'}", true)]
    [InlineData("'StringEquals':{'Test:key':'a'}", true)]
    [InlineData("'StringEquals':{'aws:ResourceTag/Cost':'7'}", true)]
    [InlineData("'StringEquals':{'aws:resourcetag/cost':'7'}", true)]
    [InlineData("'StringEquals':{'aws:ResourceTag/Cost':'8'}", false)]
    // Keys and operators are all to hold.
    [InlineData("'StringEquals':{'test:Key':'a','aws:ResourceTag/Cost':'7'}", true)]
    [InlineData("'StringEquals':{'test:Key':'a','aws:ResourceTag/Cost':'8'}", false)]
    [InlineData("'StringEquals':{'test:Key':'a'},'NumericLessThan':{'aws:ResourceTag/Cost':'8'}", true)]
    [InlineData("'StringEquals':{'test:Key':'a'},'NumericLessThan':{'aws:ResourceTag/Cost':'7'}", false)]
    [InlineData("'StringEquals':{'test:Key':'b'},'NumericLessThan':{'aws:ResourceTag/Cost':'8'}", false)]
    [InlineData("", true)]
    [InlineData("'StringEquals':{}", true)]
    public void Keys_are_found_without_regard_to_case_and_all_must_hold(string conditions, bool isMet) => Assert.Equal(isMet, Engine.Allows(
        Engine.Document($"'Effect':'Allow','Action':'*','Resource':'*','Condition':{{{conditions}}}"), "ecr:PutImage", "*", ("test:key", "a"), ("aws:ResourceTag/Cost", "7")));

    [Theory]
    // The idioms of the user guide.
    [InlineData("'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}", null, true)]
    [InlineData("'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}", "false", true)]
    [InlineData("'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}", "true", false)]
    [InlineData("'Bool':{'aws:MultiFactorAuthPresent':'false'}", null, false)]
    [InlineData("'Bool':{'aws:MultiFactorAuthPresent':'true'}", "true", true)]
    [InlineData("'Null':{'aws:MultiFactorAuthPresent':'true'}", null, true)]
    [InlineData("'Null':{'aws:MultiFactorAuthPresent':'true'}", "false", false)]
    [InlineData("'NumericLessThan':{'aws:MultiFactorAuthPresent':'3600'}", null, false)]
    public void Multi_factor_idioms(string conditions, string? present, bool isMet) => Assert.Equal(isMet, Engine.Allows(
        Engine.Document($"'Effect':'Allow','Action':'*','Resource':'*','Condition':{{{conditions}}}"), "ecr:PutImage", "*", present is null ? [] : [("aws:MultiFactorAuthPresent", present)]));

    /// <summary>An Allow with the condition allows, and a Deny with it denies, exactly when it is met.</summary>
    internal static void Check(string name, string values, string[] request, bool isMet)
    {
        var element = $"'Action':'ecr:*','Resource':'*','Condition':{{'{name}':{{'test:Key':{values}}}}}";
        var keys = request.Select(value => ("test:key", value)).ToArray();
        Assert.Equal(
            isMet ? Outcome.Allowed : Outcome.ImplicitDeny,
            Engine.Decide(Engine.Document($"'Effect':'Allow',{element}"), "ecr:PutImage", "*", keys));
        Assert.Equal(
            isMet ? Outcome.ExplicitDeny : Outcome.Allowed,
            Engine.Decide(Engine.Document("'Effect':'Allow','Action':'*','Resource':'*'", $"'Effect':'Deny',{element}"), "ecr:PutImage", "*", keys));
    }
}
