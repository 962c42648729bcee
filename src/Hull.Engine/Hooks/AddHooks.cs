using System.Text.Json;
using Hull.Core;
using Hull.Linux.Processes;
using Hull.Oci.Runtime;

namespace Hull.Engine.Hooks;

/// <summary>Gives a specification the hooks that are for its container, and has the stage before creation change it.</summary>
/// <param name="directories">The hooks directories, the least first.</param>
internal sealed class AddHooks(IReadOnlyList<string> directories)
{
    private const int LargestSpec = 64 << 20;
    private const string BeforeCreation = "precreate";

    /// <summary>The specification as it is written for the runtime.</summary>
    /// <param name="spec">The specification without hooks.</param>
    /// <param name="hasBindMounts">Whether the caller asked for bind mounts.</param>
    /// <exception cref="EngineException">InvalidArgument: a hook file is wrong; RuntimeFailed: a hook before creation failed.</exception>
    public byte[] To(RuntimeSpec spec, bool hasBindMounts)
    {
        var fitting = ReadHooks.From(directories).Where(hook => MatchHook.Fits(hook.Document.When!, spec, hasBindMounts)).ToList();
        if (fitting.Count == 0) return JsonSerializer.SerializeToUtf8Bytes(spec, RuntimeWriting.Default.RuntimeSpec);
        var text = JsonSerializer.SerializeToUtf8Bytes(
            spec with
            {
                Hooks = new RuntimeHooks
                {
                    Prestart = At("prestart", fitting, spec.Hooks?.Prestart),
                    CreateRuntime = At("createRuntime", fitting, spec.Hooks?.CreateRuntime),
                    CreateContainer = At("createContainer", fitting, spec.Hooks?.CreateContainer),
                    StartContainer = At("startContainer", fitting, spec.Hooks?.StartContainer),
                    Poststart = At("poststart", fitting, spec.Hooks?.Poststart),
                    Poststop = At("poststop", fitting, spec.Hooks?.Poststop),
                },
            },
            RuntimeWriting.Default.RuntimeSpec);
        foreach (var hook in fitting.Where(hook => hook.Document.Stages!.Contains(BeforeCreation))) text = Change(hook, text);
        return text;
    }

    private static List<RuntimeHook>? At(string stage, List<HookFile> hooks, IReadOnlyList<RuntimeHook>? before)
    {
        List<RuntimeHook> found = [.. before ?? [], .. hooks.Where(hook => hook.Document.Stages!.Contains(stage)).Select(hook => hook.Document.Hook!)];
        return found.Count > 0 ? found : null;
    }

    // It reads the specification on its standard input and writes what it shall be to its standard output (podman(1), --hooks-dir).
    private static byte[] Change(HookFile file, byte[] spec)
    {
        var hook = file.Document.Hook!;
        using var limit = hook.Timeout is { } seconds ? new CancellationTokenSource(TimeSpan.FromSeconds(seconds)) : new CancellationTokenSource();
        try
        {
            var run = RunAndCapture.Run(
                new SpawnRequest
                {
                    Program = hook.Path,
                    ArgumentZero = hook.Args is [var name, ..] ? name : null,
                    Arguments = [.. (hook.Args ?? []).Skip(1)],
                    Environment = hook.Env ?? [],
                },
                new CaptureRequest { Input = spec, OutputLimit = LargestSpec }, limit.Token);
            if (!run.Status.IsSuccess) throw Failed(file, $"{run.Status}: {run.ErrorText.Trim()}");
            using var document = JsonDocument.Parse(run.Output);
            return document.RootElement.ValueKind == JsonValueKind.Object ? run.Output.ToArray() : throw Failed(file, "wrote no specification");
        }
        catch (OperationCanceledException)
        {
            throw Failed(file, $"took longer than {hook.Timeout} s");
        }
        catch (JsonException e)
        {
            throw Failed(file, $"wrote no specification: {e.Message}");
        }
    }

    private static EngineException Failed(HookFile file, string why) => new(ErrorKind.RuntimeFailed, $"OCI hook {file.Path}, stage {BeforeCreation}: {why}");
}
