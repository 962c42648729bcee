using System.Text;
using Hull.Linux.Processes;

namespace Hull.Images.Tests;

/// <summary>The real tools that read what Hull writes, and write what it reads.</summary>
internal static class Tool
{
    /// <summary>Runs a program, which must succeed; its standard output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments });
        Assert.True(run.Status.IsSuccess, $"{program} {string.Join(' ', arguments)}: {run.ErrorText}");
        return Encoding.UTF8.GetString(run.Output.Span);
    }

    public static void Require(string program)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(directory => File.Exists(Path.Combine(directory, program))))
            Assert.Skip($"needs {program}");
    }
}
