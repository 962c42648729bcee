using Hull.Core;

namespace Hull.Engine.Runtime;

/// <summary>
/// What runtimes print, classified in this one place. crun and runc say the same things in different words, and the exit code (126, 127)
/// hangs on it. The closing words of each message are Podman's, since scripts match them.
/// </summary>
internal static class RuntimeErrors
{
    /// <summary>Makes an error of a runtime's standard error.</summary>
    /// <param name="runtime">The runtime's name.</param>
    /// <param name="verb">What was asked of it.</param>
    /// <param name="output">What it printed, in any number of lines; the last one that says something counts.</param>
    /// <param name="command">The program that was to run, named where the runtime does not name it; may be null.</param>
    public static EngineException Classify(string runtime, string verb, string output, string? command = null)
    {
        var line = LastLine(output);
        if (line.Length == 0)
            return new EngineException(ErrorKind.RuntimeFailed, $"{runtime} {verb}: failed without a word", "see `--log-level debug`");
        var text = line.StartsWith(runtime, StringComparison.Ordinal) ? line : $"{runtime}: {line}";

        if (command is { Length: > 0 } && !text.Contains(command, StringComparison.Ordinal))
            text = $"{runtime}: \"{command}\": {(text.StartsWith(runtime + ": ", StringComparison.Ordinal) ? text[(runtime.Length + 2)..] : text)}";
        if (IsNotFound(text))
            return new EngineException(ErrorKind.CommandNotFound, $"{text}: OCI runtime attempted to invoke a command that was not found", "check the command and the image's PATH");
        if (IsNotExecutable(text))
            return new EngineException(ErrorKind.CommandNotExecutable, $"{text}: OCI permission denied", "check that the command is an executable file of this architecture");
        if (Contains(text, "unified") && Contains(text, "cgroup") || Contains(text, "hybrid"))
            return new EngineException(ErrorKind.RuntimeFailed, $"{text}: OCI runtime error", "this host's cgroups are hybrid, which crun refuses: use `--runtime runc`");
        if (Contains(text, "requested cgroup controller"))
            return new EngineException(ErrorKind.RuntimeFailed, $"{text}: OCI runtime error", "such a limit cannot be set here: `hull doctor` tells which can, and how a controller is delegated to a user");
        return new EngineException(ErrorKind.RuntimeFailed, $"{text}: OCI runtime error");
    }

    // crun: "executable file `x` not found in $PATH: No such file or directory"; runc: `exec: "x": executable file not found in $PATH` and
    // `exec: "/x": stat /x: no such file or directory`.
    private static bool IsNotFound(string text) =>
        (Contains(text, "executable file") && (Contains(text, "not found") || Contains(text, "no such file")))
        || (Contains(text, "exec: \"") && Contains(text, "no such file or directory"));

    // crun: "open executable: Permission denied" (a directory: "Operation not permitted"), "exec format error"; runc: `exec: "/x": permission denied`, `is a directory`.
    private static bool IsNotExecutable(string text) =>
        (Contains(text, "exec") && (Contains(text, "permission denied") || Contains(text, "is a directory") || Contains(text, "open executable: operation not permitted") || Contains(text, "not executable")))
        || Contains(text, "exec format error");

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string LastLine(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            // runc prints the same error as a logrus line and as a plain one; the plain one comes last.
            if (!lines[i].StartsWith("time=", StringComparison.Ordinal)) return lines[i];
        }
        return lines.Length > 0 ? MessageOf(lines[^1]) : "";
    }

    // time="…" level=error msg="…"
    private static string MessageOf(string line)
    {
        var start = line.IndexOf("msg=\"", StringComparison.Ordinal);
        if (start < 0) return line;
        var end = line.LastIndexOf('"');
        return end > start + 5 ? line[(start + 5)..end].Replace("\\\"", "\"", StringComparison.Ordinal) : line;
    }
}
