using System.Text.Json;
using Hull.Core;
using Hull.Linux;

namespace Hull.Engine.Hooks;

/// <summary>Reads the hooks directories: files *.json, in the order of their names; one of a later directory takes the place of its namesake.</summary>
internal static class ReadHooks
{
    private const int LargestFile = 1 << 20;
    private static readonly string[] Stages = ["precreate", "prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

    /// <summary>The hooks of some directories; one that is missing has none.</summary>
    /// <param name="directories">The directories, the least first.</param>
    /// <exception cref="EngineException">InvalidArgument: a file is no hook of version 1.0.0, or its program is missing.</exception>
    public static IReadOnlyList<HookFile> From(IReadOnlyList<string> directories)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var directory in directories)
        {
            if (!Directory.Exists(directory)) continue;
            foreach (var file in Directory.EnumerateFiles(directory, "*.json")) files[Path.GetFileName(file)] = file;
        }

        return [.. files.Values.Select(file => new HookFile(file, Check(file, Parse(file, SafePath.ReadHostFile(file, LargestFile)))))];
    }

    /// <summary>Reads the text of one.</summary>
    internal static HookDocument Parse(string file, byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, HookJson.Default.HookDocument) ?? throw Wrong(file, "empty");
        }
        catch (JsonException e)
        {
            throw Wrong(file, e.Message);
        }
    }

    private static HookDocument Check(string file, HookDocument hook)
    {
        if (hook.Version != "1.0.0") throw Wrong(file, $"version \"{hook.Version}\" is not 1.0.0");
        if (hook.Hook?.Path is not { Length: > 0 } path || path[0] != '/') throw Wrong(file, "hook.path must be an absolute path");
        if (!File.Exists(path)) throw Wrong(file, $"stat {path}: no such file or directory");
        if (hook.When is not { } when || (when.Always is null && when.Annotations is null && when.Commands is null && when.HasBindMounts is null)) throw Wrong(file, "when: no condition is given");
        if (hook.Stages is not { Count: > 0 } stages) throw Wrong(file, "stages: none is given");
        foreach (var stage in stages)
            if (Array.IndexOf(Stages, stage) < 0) throw Wrong(file, $"stages: unknown stage \"{stage}\"");
        MatchHook.CheckPatterns(file, when);
        return hook;
    }

    internal static EngineException Wrong(string file, string why) =>
        new(ErrorKind.InvalidArgument, $"OCI hook {file}: {why}", "mend the file, or name other directories with --hooks-dir");
}
