using Hull.Images.Registry;

namespace Hull.Cli.Output;

/// <summary>Podman's lines: one a blob when it begins, is there already, or waits.</summary>
internal sealed class TransferLines(TextWriter error) : Transfers
{
    private readonly Lock _gate = new();

    public override void Say(string line)
    {
        lock (_gate)
        {
            error.Write(line + "\n");
            error.Flush();
        }
    }

    public override void Watch(TransferEvent step)
    {
        if (TextOf(step) is { } line) Say(line);
    }

    /// <summary>The line of a step; null where it has none.</summary>
    public static string? TextOf(TransferEvent step) => step.Kind switch
    {
        TransferEventKind.Found => "Getting image source signatures",
        TransferEventKind.BlobBegins => $"Copying blob {step.Digest}",
        TransferEventKind.BlobEnds => $"Copying blob {step.Digest} done",
        TransferEventKind.BlobSkipped => $"Copying blob {step.Digest} skipped: already exists",
        TransferEventKind.BlobWaits => $"Copying blob {step.Digest} waiting: another process is fetching it",
        TransferEventKind.Config => $"Copying config {step.Digest}",
        TransferEventKind.Manifest => "Writing manifest to image destination",
        _ => null,
    };
}
