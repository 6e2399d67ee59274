namespace Slipway.Identity.Principals;

/// <summary>
/// A stored policy that names principals. Names pass from one user or role to the next, trust does not: what it means is
/// settled when it is written, by unique ids. Made by <see cref="PrincipalBinding"/>.
/// </summary>
/// <param name="Text">The document as it was given.</param>
/// <param name="Meaning">
/// The same document with unique ids (<c>AIDA…</c>, <c>AROA…</c>, <c>AROA…:session</c>) in the place of the ARNs of users,
/// roles and their sessions; what decisions are made by.
/// </param>
internal sealed record BoundPolicy(string Text, string Meaning)
{
    /// <summary>A policy that names no user and no role, such as one that trusts services or whole accounts.</summary>
    public static BoundPolicy WithoutNames(string text) => new(text, text);
}
