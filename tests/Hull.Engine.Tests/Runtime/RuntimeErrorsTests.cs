using Hull.Core;
using Hull.Engine.Runtime;

namespace Hull.Engine.Tests.Runtime;

public sealed class RuntimeErrorsTests
{
    [Theory]
    [InlineData("crun", "2026-01-01T00:00:00.000000Z: executable file `nope` not found in $PATH: No such file or directory", ErrorKind.CommandNotFound)]
    [InlineData("crun", "executable file `/nope` not found: No such file or directory", ErrorKind.CommandNotFound)]
    [InlineData("runc", "runc create failed: unable to start container process: exec: \"nope\": executable file not found in $PATH", ErrorKind.CommandNotFound)]
    [InlineData("runc", "runc create failed: unable to start container process: exec: \"/nope\": stat /nope: no such file or directory", ErrorKind.CommandNotFound)]
    [InlineData("runc", "runc create failed: unable to start container process: exec: \"/etc\": permission denied", ErrorKind.CommandNotExecutable)]
    [InlineData("runc", "runc create failed: unable to start container process: exec: \"/etc\": is a directory", ErrorKind.CommandNotExecutable)]
    [InlineData("crun", "open executable: Permission denied", ErrorKind.CommandNotExecutable)]
    [InlineData("crun", "exec /x: Exec format error", ErrorKind.CommandNotExecutable)]
    [InlineData("runc", "error during container init: error setting rlimits for ready process: operation not permitted", ErrorKind.RuntimeFailed)]
    [InlineData("runc", "mkdir /sys/fs/cgroup/memory/hull: no such file or directory", ErrorKind.RuntimeFailed)]
    [InlineData("crun", "", ErrorKind.RuntimeFailed)]
    public void Classifies_what_runtimes_print(string runtime, string output, ErrorKind expected)
    {
        var error = RuntimeErrors.Classify(runtime, "create", output);

        Assert.Equal(expected, error.Kind);
        Assert.StartsWith(runtime, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Takes_the_plain_line_over_the_logged_one()
    {
        var error = RuntimeErrors.Classify(
            "runc", "create", "time=\"x\" level=error msg=\"runc create failed: y\"\nrunc create failed: z\n");
        Assert.Equal("runc create failed: z: OCI runtime error", error.Message);
    }

    [Fact]
    public void Reads_the_message_out_of_a_logged_line()
    {
        var error = RuntimeErrors.Classify("runc", "exec", "time=\"x\" level=error msg=\"exec failed: exec: \\\"no\\\": executable file not found in $PATH\"\n");
        Assert.Equal(ErrorKind.CommandNotFound, error.Kind);
        Assert.Equal(
            "runc: exec failed: exec: \"no\": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found",
            error.Message);
    }

    [Fact]
    public void Names_the_mend_for_hybrid_cgroups() => Assert.Contains(
        "--runtime runc", RuntimeErrors.Classify("crun", "create", "invalid file system type on `/sys/fs/cgroup/unified`: unknown cgroup").Hint,
        StringComparison.Ordinal);
}
