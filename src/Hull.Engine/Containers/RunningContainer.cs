using Hull.Linux.Processes;

namespace Hull.Engine.Containers;

/// <summary>A container that has just been started, for those who pass signals and window sizes on to it. Safe to use from any thread.</summary>
public sealed class RunningContainer
{
    private readonly ProcessIdentity _process;
    private readonly string _bundle;

    internal RunningContainer(ContainerRecord record, string bundle)
    {
        Id = record.Config.Id;
        Name = record.Config.Name;
        _process = new ProcessIdentity(record.State.Pid, record.State.PidStartTime);
        _bundle = bundle;
    }

    /// <summary>The container's id.</summary>
    public string Id { get; }

    /// <summary>The container's name.</summary>
    public string Name { get; }

    /// <summary>Sends a signal to its first process; false where that has ended.</summary>
    /// <param name="signal">The signal.</param>
    public bool Kill(Signal signal) => _process.TrySendSignal(signal);

    /// <summary>Tells its terminal the window's size.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public void Resize(int rows, int columns) => TerminalControl.Resize(_bundle, rows, columns);
}
