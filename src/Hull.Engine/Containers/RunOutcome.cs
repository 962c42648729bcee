namespace Hull.Engine.Containers;

/// <summary>What became of a container that was run attached.</summary>
/// <param name="Id">Its id.</param>
/// <param name="End">Whether it ended, or the user detached from it.</param>
/// <param name="ExitCode">Its exit code where it ended; -1 where it cannot be known.</param>
public sealed record RunOutcome(string Id, AttachEnd End, int ExitCode);
