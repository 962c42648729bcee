using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Processes;

public sealed class ExecutableSearchTests
{
    [Theory]
    [InlineData("sh", "/nonexistent:/bin", "/bin/sh")]
    [InlineData("sh", "bin:.::/usr/bin", "/usr/bin/sh")]
    [InlineData("/bin/sh", "", "/bin/sh")]
    [InlineData("/bin/../bin/sh", "", "/bin/sh")]
    [InlineData("passwd", "/etc", null)]
    [InlineData("bin", "/usr", null)]
    [InlineData("sh", "", null)]
    [InlineData("", "/bin", null)]
    [InlineData("/etc/passwd", "/bin", null)]
    public void Finds_executable_files_in_absolute_folders(string name, string folders, string? expected)
        => Assert.Equal(expected, ExecutableSearch.Find(name, folders));
}
