using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Processes;

public sealed class SpawnTests
{
    private static CapturedRun Shell(string script, Func<SpawnRequest, SpawnRequest>? change = null)
    {
        var request = new SpawnRequest { Program = "/bin/sh", Arguments = ["-c", script] };
        return RunAndCapture.Run(change is null ? request : change(request));
    }

    [Fact]
    public void Passes_arguments_and_the_whole_environment()
    {
        var run = RunAndCapture.Run(new SpawnRequest
        {
            Program = "sh",
            ArgumentZero = "näme",
            Arguments = ["-c", "echo \"$0|$1|$2|$A\"; env | sort", "zero", "", "b c"],
            Environment = ["A=ä b", "PATH=/usr/bin:/bin"],
        });

        Assert.True(run.Status.IsSuccess);
        var lines = run.OutputText.TrimEnd().Split('\n');
        Assert.Equal("zero||b c|ä b", lines[0]);
        Assert.Equal(["A=ä b", "PATH=/usr/bin:/bin"], lines[1..].Where(line => !line.StartsWith("PWD=") && !line.StartsWith("_=") && !line.StartsWith("OLDPWD=") && !line.StartsWith("SHLVL=")));
    }

    [Fact]
    public void Inherits_the_environment_where_none_is_given()
        => Assert.Equal(Environment.GetEnvironmentVariable("PATH"), Shell("printf %s \"$PATH\"").OutputText);

    [Fact]
    public void Child_has_only_the_descriptors_it_was_given()
    {
        using var pipe = Pipe.Create();
        // A descriptor without CLOEXEC, as another library in this process may hold one.
        var leaked = dup((int)pipe.Reader.DangerousGetHandle());
        try
        {
            // 3 is the folder that ls itself reads.
            var run = RunAndCapture.Run(new SpawnRequest
            {
                Program = "ls",
                Arguments = ["/proc/self/fd"],
                Descriptors = new Dictionary<int, SafeHandle> { [7] = pipe.Writer },
            });
            Assert.Equal("0\n1\n2\n3\n7\n", run.OutputText);
        }
        finally
        {
            close(leaked);
        }
    }

    [Fact]
    public void Standard_streams_that_are_not_mapped_are_dev_null()
    {
        using var pipe = Pipe.Create();
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = "/bin/sh",
            Arguments = ["-c", "links=$(readlink /proc/$$/fd/0; readlink /proc/$$/fd/1; readlink /proc/$$/fd/2); echo \"$links\" >&3"],
            Descriptors = new Dictionary<int, SafeHandle> { [3] = pipe.Writer },
        });
        pipe.Writer.Dispose();
        using var reader = new StreamReader(new FileStream(pipe.Reader, FileAccess.Read));
        Assert.Equal("/dev/null\n/dev/null\n/dev/null\n", reader.ReadToEnd());
        Assert.True(child.WaitForExit().IsSuccess);
    }

    [Fact]
    public void Crossed_descriptors_arrive_where_they_were_sent()
    {
        using var first = Pipe.Create();
        using var second = Pipe.Create();
        var a = (int)first.Writer.DangerousGetHandle();
        var b = (int)second.Writer.DangerousGetHandle();
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = "/bin/bash",
            Arguments = ["-c", $"echo to-{b} >&{b}; echo to-{a} >&{a}"],
            Descriptors = new Dictionary<int, SafeHandle> { [a] = second.Writer, [b] = first.Writer },
        });
        first.Writer.Dispose();
        second.Writer.Dispose();
        Assert.True(child.WaitForExit().IsSuccess);
        using var firstReader = new StreamReader(new FileStream(first.Reader, FileAccess.Read));
        using var secondReader = new StreamReader(new FileStream(second.Reader, FileAccess.Read));
        Assert.Equal($"to-{b}\n", firstReader.ReadToEnd());
        Assert.Equal($"to-{a}\n", secondReader.ReadToEnd());
    }

    [Fact]
    public void Signals_are_at_their_defaults_and_unblocked()
    {
        var status = Shell("cat /proc/self/status").OutputText;
        Assert.Contains("SigBlk:\t0000000000000000", status);
        Assert.Contains("SigIgn:\t0000000000000000", status);
        Assert.Equal(Signal.Pipe, Shell("kill -PIPE $$").Status.Signal);
    }

    [Fact]
    public void New_session_has_the_child_as_its_leader()
    {
        // Fields 1, 4 and 6 of stat are pid, parent and session.
        const string script = "set -- $(cat /proc/$$/stat); echo $1 $6";
        var inside = Shell(script, r => r with { NewSession = true }).OutputText.Split();
        Assert.Equal(inside[0], inside[1]);
        var outside = Shell(script).OutputText.Split();
        Assert.NotEqual(outside[0], outside[1]);
    }

    [Fact]
    public void Starts_in_the_given_folder() => Assert.Equal("/usr\n", Shell("pwd -P", r => r with { WorkingDirectory = "/usr" }).OutputText);

    [Fact]
    public void Relative_program_is_found_from_here_whatever_the_child_s_folder()
    {
        var path = Path.GetRelativePath(Environment.CurrentDirectory, "/bin/true");
        var run = RunAndCapture.Run(new SpawnRequest { Program = path, WorkingDirectory = "/" });
        Assert.True(run.Status.IsSuccess);
    }

    [Fact]
    public void Exit_code_and_signal_are_told_apart()
    {
        var code = Shell("exit 137").Status;
        Assert.Equal((137, null, 137, "exit code 137"), (code.Code, code.Signal, code.ShellCode, code.ToString()));
        var signal = Shell("kill -KILL $$").Status;
        Assert.Equal((0, Signal.Kill, 137, "killed by SIGKILL"), (signal.Code, signal.Signal, signal.ShellCode, signal.ToString()));
        Assert.False(signal.IsSuccess);
    }

    public static TheoryData<string, string?, string> Failures => new()
    {
        { "hull-no-such-program", null, "start hull-no-such-program: executable file not found in $PATH" },
        { "/nonexistent/x", null, "start /nonexistent/x: no such file" },
        { "/etc/passwd/x", null, "start /etc/passwd/x: a part of the path is not a directory" },
        { "/usr", null, "start /usr: is a directory" },
        { "/etc/passwd", null, "start /etc/passwd: permission denied" },
        { "/bin/true", "/nonexistent", "start /bin/true: working directory /nonexistent is not a directory that can be entered" },
        { "/bin/true", "/etc/passwd", "start /bin/true: working directory /etc/passwd is not a directory that can be entered" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Says_why_a_program_cannot_be_started(string program, string? folder, string message)
    {
        var error = Assert.Throws<EngineException>(() => Spawn.Start(new SpawnRequest { Program = program, WorkingDirectory = folder }));
        Assert.Equal((ErrorKind.RuntimeFailed, message), (error.Kind, error.Message));
    }

    [Theory]
    [InlineData("#!/nonexistent/interpreter\n", "its interpreter is missing")]
    [InlineData("neither this nor that\n", "exec format error")]
    public void Says_what_is_wrong_with_a_file_that_is_no_program(string content, string reason)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var error = Assert.Throws<EngineException>(() => Spawn.Start(new SpawnRequest { Program = path }));
            Assert.Equal($"start {path}: {reason}", error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Refuses_a_nul_in_an_argument()
        => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => Spawn.Start(new SpawnRequest { Program = "/bin/true", Arguments = ["a\0b"] })).Kind);

    [Fact]
    public void Starts_many_at_once()
    {
        var codes = new int[64];
        Parallel.For(0, codes.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var pipe = Pipe.Create();
            codes[i] = Shell($"exit {i}", r => r with { Descriptors = new Dictionary<int, SafeHandle> { [5] = pipe.Writer } }).Status.Code;
        });
        Assert.Equal(Enumerable.Range(0, codes.Length), codes);
    }

    [DllImport("libc")]
    private static extern int dup(int descriptor);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
