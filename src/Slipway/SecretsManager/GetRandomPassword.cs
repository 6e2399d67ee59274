using System.Security.Cryptography;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record GetRandomPasswordRequest(
    [Bounds(1, 4096)] long? PasswordLength,
    [Length(0, 4096)] string? ExcludeCharacters,
    bool? ExcludeNumbers,
    bool? ExcludePunctuation,
    bool? ExcludeUppercase,
    bool? ExcludeLowercase,
    bool? IncludeSpace,
    bool? RequireEachIncludedType);

internal sealed record GetRandomPasswordResponse(string RandomPassword)
{
    // A record prints its members.
    public override string ToString() => "A password";
}

/// <summary>A random password, which is kept nowhere. AWS: API_GetRandomPassword.</summary>
[Operation<SecretsManagerApi>]
internal sealed class GetRandomPassword : IOperation<GetRandomPasswordRequest, GetRandomPasswordResponse>
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz", Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Numbers = "0123456789",
        Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private const int UsualLength = 32;

    public static Access Requires(GetRandomPasswordRequest request, Caller caller) => Access.On("*");

    public ValueTask<GetRandomPasswordResponse> HandleAsync(GetRandomPasswordRequest request, Caller caller, CancellationToken ct)
    {
        List<string> types = [];
        Include(request.ExcludeLowercase is not true, Lower);
        Include(request.ExcludeUppercase is not true, Upper);
        Include(request.ExcludeNumbers is not true, Numbers);
        Include(request.ExcludePunctuation is not true, Punctuation);
        Include(request.IncludeSpace is true, " ");
        if (types.Count == 0) throw SecretsManagerErrors.InvalidParameter("The password cannot be generated: every character is excluded.");

        var length = (int)(request.PasswordLength ?? UsualLength);
        var required = request.RequireEachIncludedType is not false ? types : [];
        if (required.Count > length) throw SecretsManagerErrors.InvalidParameter("The PasswordLength value is too small for one character of each included type.");
        var all = string.Concat(types);
        var password = new char[length];
        for (var i = 0; i < length; i++) password[i] = One(i < required.Count ? required[i] : all);
        RandomNumberGenerator.Shuffle<char>(password);
        return ValueTask.FromResult(new GetRandomPasswordResponse(new(password)));

        void Include(bool isWanted, string characters)
        {
            var left = string.Concat(characters.Except(request.ExcludeCharacters ?? ""));
            if (isWanted && left.Length > 0) types.Add(left);
        }
    }

    private static char One(string characters) => characters[RandomNumberGenerator.GetInt32(characters.Length)];
}
