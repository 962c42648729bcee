using Hull.Engine.Runtime;

namespace Hull.Engine.Tests.Runtime;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("/proc/kcore", "", true)]
    [InlineData("/proc/kcore", "/proc/kcore", false)]
    [InlineData("/proc/kcore", "/proc/*", false)]
    [InlineData("/proc/kcore", "/proc/kc?re", false)]
    [InlineData("/proc/kcore", "/proc", true)]
    [InlineData("/proc/kcore", "/*", true)]
    [InlineData("/proc/kcore", "proc/kcore", true)]
    [InlineData("/proc/kcore", "ALL", false)]
    [InlineData("/proc/kcore", "all", false)]
    [InlineData("/proc/kcore", "/proc/acpi:/proc/kcore", false)]
    [InlineData("/sys/dev/block", "/sys/*", true)]
    [InlineData("/sys/dev/block", "/sys/*/*", false)]
    [InlineData("/proc/kcore", "/PROC/KCORE", true)]
    public void Lifts_what_a_pattern_names(string path, string unmask, bool masked) =>
        Assert.Equal(masked, Masking.IsMasked(path, unmask.Length == 0 ? null : [unmask]));

    [Fact]
    public void Hides_the_power_meter()
    {
        var paths = new List<string>();
        Masking.AddMasked(paths, null);
        Assert.Contains("/sys/devices/virtual/powercap", paths);
    }

    [Fact]
    public void Unmasking_all_leaves_nothing()
    {
        var paths = new List<string>();
        Masking.AddMasked(paths, ["ALL"]);
        Masking.AddReadonly(paths, ["ALL"]);
        Assert.Empty(paths);
    }
}
