using System.Collections;
using Hull.Linux.Native;

namespace Hull.Linux.Processes;

/// <summary>Has this process run another program from now on (execve(2)); descriptors that are not marked close-on-exec stay open.</summary>
public static class ReplaceProcess
{
    /// <summary>Runs the program in place of this one, with this process's environment as it is now.</summary>
    /// <param name="program">A path.</param>
    /// <param name="commandLine">The arguments, the name first.</param>
    /// <exception cref="Hull.Core.EngineException">The program cannot be executed. There is no other way to come back.</exception>
    public static unsafe void With(string program, IReadOnlyList<string> commandLine)
    {
        var environment = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) environment.Add($"{variable.Key}={variable.Value}");
        var request = new SpawnRequest { Program = program, ArgumentZero = commandLine[0], Arguments = [.. commandLine.Skip(1)] };
        using var memory = new SpawnMemory(request, program, environment);
        // .NET ignores SIGPIPE, and what is ignored stays so across exec.
        SignalAction.SetIgnored(Signal.Pipe, false);
        Libc.Check(Libc.execve(memory.Program, memory.Arguments, memory.Environment), "execve", program);
    }
}
