using System.Data.Common;
using Slipway.Identity.Organizations;
using Slipway.Identity.Roles;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IOrganizationStore"/>
internal sealed class SqlOrganizationStore(IdentityDatabase database) : IOrganizationStore
{
    private const string FindOrganization =
        """
        select o.id, o.management_account, o.email from organization o join organization_account a on a.organization_id = o.id where a.id = @account
        """;

    private const string AddOrganization =
        "insert into organization (id, management_account, email, is_announced) values (@id, @management, @email, false)";

    private const string Announce = "update organization set is_announced = true where id = @id and not is_announced";

    private const string Find = $"select {OrganizationRows.AccountColumns} from {OrganizationRows.AccountTables} where a.id = @id";

    private const string HasEmail = "select 1 from organization_account where email_key = @email_key";

    private const string List =
        $"""
        select {OrganizationRows.AccountColumns} from {OrganizationRows.AccountTables}
        where a.organization_id = @organization and a.id > @after
        order by a.id limit @limit
        """;

    private const string ListOfParent =
        $"""
        select {OrganizationRows.AccountColumns} from {OrganizationRows.AccountTables}
        where a.parent_id = @parent and a.id > @after
        order by a.id limit @limit
        """;

    private const string AddRequest =
        """
        insert into organization_account_request (id, organization_id, account_name, state, failure, account_id, requested_at, completed_at)
        values (@id, @organization, @name, @state, @failure, @account, @requested_at, @completed_at)
        """;

    private const string RequestColumns = "id, organization_id, account_name, requested_at, state, completed_at, account_id, failure";

    private const string FindRequest =
        $"select {RequestColumns} from organization_account_request where organization_id = @organization and id = @id";

    private const string ListRequests =
        $"""
        select {RequestColumns} from organization_account_request
        where organization_id = @organization and id > @after and @states like '%,' || state || ',%'
        order by id limit @limit
        """;

    private const string Suspend = "update organization_account set is_suspended = true where id = @id and not is_suspended";

    private const string Move =
        """
        update organization_account set parent_id = @to
        where id = @id and parent_id = @from
            and exists (select 1 from organization_unit u where u.id = @to and u.organization_id = organization_account.organization_id)
        """;

    public ValueTask<Organization?> FindAsync(string account, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(FindOrganization).With("@account", account)
            .First(static row => new Organization(row.GetString(0), row.GetString(1), row.GetString(2))),
        ct);

    public ValueTask<OrganizationAccount?> FindAccountAsync(string account, CancellationToken ct) =>
        database.ReadAsync(sql => FindIn(sql, account), ct);

    public async ValueTask EstablishAsync(
        Organization organization, OrganizationalUnit root, OrganizationAccount management, CancellationToken ct) => await database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, management.Id) is not null) return false;
            sql.On(AddOrganization)
                .With("@id", organization.Id).With("@management", organization.ManagementAccount).With("@email", organization.Email).Run();
            sql.Insert(ServiceControlPolicy.FullAwsAccess(organization.Id));
            if (!sql.Insert(root) || !sql.Insert(management)) throw new InvalidOperationException($"{root.Id} or {management.Email} is taken.");
            sql.AttachFullAccess(organization.Id, root.Id);
            sql.AttachFullAccess(organization.Id, management.Id);
            return true;
        },
        ct);

    public ValueTask<bool> AnnounceAsync(string organizationId, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Announce).With("@id", organizationId).Run() == 1, ct);

    public ValueTask<Page<OrganizationAccount>> ListAccountsAsync(string organizationId, string? after, int limit, CancellationToken ct) =>
        database.ReadAsync(
            sql => sql.On(List).With("@organization", organizationId).With("@after", after ?? "").Page(limit, OrganizationRows.ReadAccount), ct);

    public ValueTask<Page<OrganizationAccount>> ListAccountsOfAsync(string parentId, string? after, int limit, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(ListOfParent).With("@parent", parentId).With("@after", after ?? "").Page(limit, OrganizationRows.ReadAccount), ct);

    public ValueTask<AccountRequest?> AddAccountAsync(NewAccount account, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var (request, added) = (account.Request, account.Account);
            if (sql.On(HasEmail).With("@email_key", OrganizationRows.EmailKey(added.Email)).Any())
                return Put(sql, request with { State = AccountRequestState.Failed, CompletedAt = request.RequestedAt, Failure = "EMAIL_ALREADY_EXISTS" });
            if (!sql.Insert(added)) return null;
            sql.AttachFullAccess(added.OrganizationId, added.Id);
            sql.PutResourceTags(added.OrganizationId, added.Id, account.Tags);
            RoleRow.Add(sql, account.Role, account.RolePolicyArn);
            return Put(sql, request with { State = AccountRequestState.Succeeded, CompletedAt = request.RequestedAt, AccountId = added.Id });
        },
        ct);

    public ValueTask<AccountRequest?> FindRequestAsync(string organizationId, string id, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(FindRequest).With("@organization", organizationId).With("@id", id).First(ReadRequest), ct);

    public ValueTask<Page<AccountRequest>> ListRequestsAsync(
        string organizationId, IReadOnlyCollection<AccountRequestState> states, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ListRequests)
            .With("@organization", organizationId)
            .With("@states", $",{string.Join(',', states)},")
            .With("@after", after ?? "")
            .Page(limit, ReadRequest),
        ct);

    public ValueTask<bool> SuspendAsync(string account, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Suspend).With("@id", account).Run() == 1, ct);

    public ValueTask<bool> MoveAsync(string account, string fromId, string toId, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Move).With("@id", account).With("@from", fromId).With("@to", toId).Run() == 1, ct);

    private static OrganizationAccount? FindIn(SqlSession sql, string account) => sql.On(Find).With("@id", account).First(OrganizationRows.ReadAccount);

    private static AccountRequest Put(SqlSession sql, AccountRequest request)
    {
        sql.On(AddRequest)
            .With("@id", request.Id)
            .With("@organization", request.OrganizationId)
            .With("@name", request.AccountName)
            .With("@state", request.State.ToString())
            .With("@failure", request.Failure)
            .With("@account", request.AccountId)
            .With("@requested_at", request.RequestedAt)
            .With("@completed_at", request.CompletedAt)
            .Run();
        return request;
    }

    private static AccountRequest ReadRequest(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.Time(3))
    {
        State = Enum.Parse<AccountRequestState>(row.GetString(4)),
        CompletedAt = row.TimeOrNull(5),
        AccountId = row.TextOrNull(6),
        Failure = row.TextOrNull(7),
    };
}
