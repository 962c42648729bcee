using Hull.Images.Registry;

namespace Hull.Cli.Output;

/// <summary>What a pull or push tells on standard error, in Podman's lines: one a blob when it begins, is there already, or waits.</summary>
internal sealed class Transfers(TextWriter error, bool quiet)
{
    private readonly Lock _gate = new();

    /// <summary>Says a line.</summary>
    public void Say(string line)
    {
        if (quiet) return;
        lock (_gate)
        {
            error.Write(line + "\n");
            error.Flush();
        }
    }

    /// <summary>Tells a step.</summary>
    public void Watch(TransferEvent step)
    {
        switch (step.Kind)
        {
            case TransferEventKind.BlobBegins:
                Say($"Copying blob {step.Digest}");
                break;
            case TransferEventKind.BlobSkipped:
                Say($"Copying blob {step.Digest} skipped: already exists");
                break;
            case TransferEventKind.BlobWaits:
                Say($"Copying blob {step.Digest} waiting: another process is fetching it");
                break;
            case TransferEventKind.BlobEnds:
                Say($"Copying blob {step.Digest} done");
                break;
            case TransferEventKind.Config:
                Say($"Copying config {step.Digest}");
                break;
            case TransferEventKind.Manifest:
                Say("Writing manifest to image destination");
                break;
        }
    }
}
