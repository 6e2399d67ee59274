using Slipway.Iam;
using Slipway.Wire.Shapes;

namespace Slipway.Tests.Iam;

public sealed class InvalidRequestTests
{
    [Fact]
    public void What_breaks_the_model_is_named_and_never_repeated()
    {
        var refusal = IamErrors.Invalid(
        [
            new("NewPassword", "hunter2", "Member must have length less than or equal to 128"),
            new("Tags.1.member.Key", "a;b", "Member must satisfy regular expression pattern: [a]+"),
            Violation.Missing("UserName"),
            new("ClientIDList", null, "Member must have length less than or equal to 5"),
        ]);
        Assert.Equal((400, "ValidationError"), (refusal.Status, refusal.Code));
        Assert.Equal(
            "4 validation errors detected: " +
            "Value at 'newPassword' failed to satisfy constraint: Member must have length less than or equal to 128; " +
            "Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [a]+; " +
            "Value null at 'userName' failed to satisfy constraint: Member must not be null; " +
            "Value at 'clientIDList' failed to satisfy constraint: Member must have length less than or equal to 5",
            refusal.Message);
    }

    [Fact]
    public void One_is_one() => Assert.Equal(
        "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null", IamErrors.Missing("Password").Message);
}
