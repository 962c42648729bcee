using System.Diagnostics;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Programs of the machine itself, outside any bed: tar, skopeo, sqlite.</summary>
internal static class Shell
{
    public static Result Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(program + " " + string.Join(' ', arguments), process.ExitCode, output, error.Result);
    }
}
