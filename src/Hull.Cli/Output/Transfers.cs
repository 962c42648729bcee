using Hull.Cli.CommandLine;
using Hull.Engine.Terminal;
using Hull.Images.Registry;

namespace Hull.Cli.Output;

/// <summary>What a pull or push tells on standard error: bars where a person looks on, Podman's lines elsewhere, nothing when quiet.</summary>
internal abstract class Transfers
{
    /// <summary>Runs a pull or push with what fits the caller's standard error.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="quiet">Whether nothing is to be told.</param>
    /// <param name="transfer">The pull or push.</param>
    public static Task<T> WatchAsync<T>(CommandContext context, bool quiet, Func<Transfers, Task<T>> transfer)
    {
        if (quiet) return transfer(new SilentTransfers());
        return AttachedTerminal.IsTerminal(StandardStreams.ErrorHandle)
            ? TransferBars.RunAsync(context.Error, transfer)
            : transfer(new TransferLines(context.Error));
    }

    /// <summary>Says a line; by any thread.</summary>
    public abstract void Say(string line);

    /// <summary>Tells a step; by any thread.</summary>
    public abstract void Watch(TransferEvent step);

    private sealed class SilentTransfers : Transfers
    {
        public override void Say(string line)
        {
        }

        public override void Watch(TransferEvent step)
        {
        }
    }
}
