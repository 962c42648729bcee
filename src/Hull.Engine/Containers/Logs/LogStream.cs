namespace Hull.Engine.Containers.Logs;

/// <summary>Where a line of a log was printed to.</summary>
public enum LogStream
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}
