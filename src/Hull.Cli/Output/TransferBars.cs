using System.Collections.Concurrent;
using Hull.Images.Registry;
using Hull.Oci;
using Spectre.Console;

namespace Hull.Cli.Output;

/// <summary>A bar a blob: how much of it has come, how fast, how long it will still take.</summary>
internal sealed class TransferBars : Transfers
{
    private const int ShownDigits = 12;

    private readonly IAnsiConsole _console;
    private readonly ProgressContext _progress;
    private readonly ConcurrentDictionary<Digest, ProgressTask> _bars = new();

    private TransferBars(IAnsiConsole console, ProgressContext progress) => (_console, _progress) = (console, progress);

    /// <summary>Runs a transfer below its bars, which stay when it ends.</summary>
    public static async Task<T> RunAsync<T>(TextWriter error, Func<Transfers, Task<T>> transfer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(progress => transfer(new TransferBars(console, progress))).ConfigureAwait(false);
    }

    public override void Say(string line) => _console.WriteLine(line);

    public override void Watch(TransferEvent step)
    {
        switch (step.Kind)
        {
            case TransferEventKind.BlobBegins:
                _bars.GetOrAdd(step.Digest!.Value, digest => _progress.AddTask($"Copying blob {digest.Hex[..ShownDigits]}", maxValue: Math.Max(step.Size, 1)));
                break;
            case TransferEventKind.BlobMoves:
                if (_bars.TryGetValue(step.Digest!.Value, out var moving)) moving.Increment(step.Size);
                break;
            case TransferEventKind.BlobEnds:
                if (!_bars.TryGetValue(step.Digest!.Value, out var ended)) break;
                ended.Value = ended.MaxValue;
                ended.StopTask();
                break;
            default:
                if (TransferLines.TextOf(step) is { } line) Say(line);
                break;
        }
    }
}
