using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Grants;
using Slipway.Identity.Groups;
using Slipway.Identity.Passwords;
using Slipway.Identity.Policies;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlGrantStoreTests : GrantStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IGrantStore Store => new SqlGrantStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    private protected override IGroupStore Groups => new SqlGroupStore(tables.Database);

    private protected override IRoleStore Roles => new SqlRoleStore(tables.Database);

    private protected override IPolicyStore Policies => new SqlPolicyStore(tables.Database);

    private protected override IPolicyVersionStore Versions => new SqlPolicyVersionStore(tables.Database);

    private protected override IInlinePolicyStore Inline => new SqlInlinePolicyStore(tables.Database);

    private protected override IAttachmentStore Attachments => new SqlAttachmentStore(tables.Database);

    private protected override IBoundaryStore Boundaries => new SqlBoundaryStore(tables.Database);

    private protected override IPasswordPolicyStore Passwords => new SqlPasswordPolicyStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    private protected override async ValueTask LosePolicyAsync(string arn) => await tables.Database.WriteAsync(
        sql =>
        {
            sql.On("delete from iam_policy_version where policy_id in (select id from iam_policy where arn = @arn)").With("@arn", arn).Run();
            return sql.On("delete from iam_policy where arn = @arn").With("@arn", arn).Run();
        },
        TestContext.Current.CancellationToken);
}
