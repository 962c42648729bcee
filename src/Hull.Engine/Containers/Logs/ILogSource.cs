namespace Hull.Engine.Containers.Logs;

/// <summary>One container's log: a file, or the host's journal.</summary>
internal interface ILogSource
{
    /// <summary>The lines wanted, in the order in which they were written.</summary>
    /// <param name="cancellationToken">Ends following.</param>
    IAsyncEnumerable<LogLine> Lines(CancellationToken cancellationToken);
}
