namespace Slipway.Wire.Tests.Support;

/// <summary>What a client holds.</summary>
internal sealed record Key(string Id, string Secret, string? Token)
{
    /// <summary>A user's long-term key; its secret has the characters that trip up encoders.</summary>
    public static readonly Key Alice = new("AKIAALICE00000000000", "wJalr/XUtnFEMI+K7MDENG/bPxRfiCYEXAMPLEKEY", null);

    /// <summary>A session that runs until one o'clock.</summary>
    public static readonly Key Session = new("ASIASESSION000000000", "session/secret+with=signs", "token//of+the=session==");

    /// <summary>A session that ran out a minute ago.</summary>
    public static readonly Key Stale = new("ASIASTALE00000000000", "stale-secret", "stale-token");

    /// <summary>A session that runs out at this very moment.</summary>
    public static readonly Key Ending = new("ASIAENDING0000000000", "ending-secret", "ending-token");

    /// <summary>Nobody here holds it.</summary>
    public static readonly Key Unknown = new("AKIAUNKNOWN000000000", "whatever", null);

    /// <summary>A user whom the authorizer refuses everything.</summary>
    public static readonly Key Mallory = new("AKIAMALLORY000000000", "mallorys-secret", null);
}
