using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record DeleteSecretRequest([Length(1, 2048)] string SecretId, long? RecoveryWindowInDays, bool? ForceDeleteWithoutRecovery);

internal sealed record DeleteSecretResponse([Wire("ARN")] string Arn, string Name, DateTimeOffset DeletionDate);

/// <summary>Schedules a secret to be destroyed, in 30 days unless it says otherwise, or destroys it at once. AWS: API_DeleteSecret.</summary>
[Operation<SecretsManagerApi>]
internal sealed class DeleteSecret(ISecretStore store, TimeProvider clock) : IOperation<DeleteSecretRequest, DeleteSecretResponse>
{
    private const long UsualWindow = 30;

    public static Access Requires(DeleteSecretRequest request, Caller caller)
    {
        var access = Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);
        if (request.RecoveryWindowInDays is { } days) access.With("secretsmanager:RecoveryWindowInDays", days.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return access.With("secretsmanager:ForceDeleteWithoutRecovery", request.ForceDeleteWithoutRecovery is true ? "true" : "false");
    }

    public async ValueTask<DeleteSecretResponse> HandleAsync(DeleteSecretRequest request, Caller caller, CancellationToken ct)
    {
        var isForced = request.ForceDeleteWithoutRecovery is true;
        if (isForced && request.RecoveryWindowInDays is not null) throw SecretsManagerErrors.WindowWithForce();
        if (request.RecoveryWindowInDays is < 7 or > 30) throw SecretsManagerErrors.RecoveryWindow();
        var secret = await store.RequireAsync(caller, request.SecretId, ct);
        var now = clock.GetUtcNow();
        if (isForced)
        {
            await store.DeleteAsync(secret.Scope, secret.Name, ct);
            return new(secret.Arn, secret.Name, now);
        }

        var due = now + TimeSpan.FromDays(request.RecoveryWindowInDays ?? UsualWindow);
        var marked = await store.ChangeAsync(
            secret, present => present.DeletedAt is null ? present with { DeletedAt = now, PurgeAt = due } : throw SecretsManagerErrors.AlreadyScheduled(), ct);
        return new(marked.Arn, marked.Name, due);
    }
}
