using Hull.Engine.Configuration;

namespace Hull.Engine.Tests.Configuration;

public sealed class DefaultMountsFileTests
{
    [Fact]
    public void Reads_pairs_and_single_paths_and_passes_over_the_rest() => Assert.Equal(
        [("/a", "/b"), ("/c", "/c")], DefaultMountsFile.Parse("/a:/b\n\n# comment\n /c \nd:/e\n/f:g\n"));

    [Fact]
    public void An_option_names_the_only_file()
    {
        Assert.Equal(["/x"], DefaultMountsFile.Candidates("/x", Host(rootless: true)));
        Assert.Equal(["/etc/containers/mounts.conf", "/usr/share/containers/mounts.conf"], DefaultMountsFile.Candidates(null, Host(rootless: false)));
        Assert.Equal("/home/u/.config/containers/mounts.conf", DefaultMountsFile.Candidates(null, Host(rootless: true))[0]);
    }

    private static HostEnvironment Host(bool rootless) => new() { UserId = rootless ? 1000u : 0, Rootless = rootless, Variable = name => name == "HOME" ? "/home/u" : null };
}
