namespace Hull.Engine.Containers;

/// <summary>What became of an exec'ed process.</summary>
/// <param name="SessionId">The session's id, 64 hex digits.</param>
/// <param name="End">Whether it ended, or the user detached from it.</param>
/// <param name="ExitCode">Its exit code where it ended.</param>
public sealed record ExecOutcome(string SessionId, AttachEnd End, int ExitCode);
