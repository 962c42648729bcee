namespace Hull.Engine.Containers;

/// <summary>A running exec session with a terminal, for those who pass window sizes on to it.</summary>
public sealed class ExecSession
{
    private readonly string _directory;

    internal ExecSession(string id, string directory)
    {
        Id = id;
        _directory = directory;
    }

    /// <summary>The session's id, 64 hex digits.</summary>
    public string Id { get; }

    /// <summary>Tells its terminal the window's size.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public void Resize(int rows, int columns) => TerminalControl.Resize(_directory, rows, columns);
}
