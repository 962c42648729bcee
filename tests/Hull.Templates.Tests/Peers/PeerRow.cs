namespace Hull.Templates.Tests.Peers;

/// <summary>What a peer printed for one template.</summary>
/// <param name="Template">The template, as it was given to --format.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Exit">Its exit code.</param>
public sealed record PeerRow(string Template, string Output, string Error, int Exit);
