namespace Slipway.Kernel;

/// <summary>Where identifiers come from, so that tests can foretell them.</summary>
public interface IIdSource
{
    /// <summary>A fresh random UUID (version 4).</summary>
    Guid NewId();

    /// <summary>Fresh characters of an alphabet, cryptographically random.</summary>
    string NewText(string alphabet, int length);
}
