namespace Hull.Linux.Tests;

public sealed class HostKernelTests
{
    [Fact]
    public void Names_the_host_and_its_kernel()
    {
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/hostname").Trim(), HostKernel.HostName);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), HostKernel.Release);
        Assert.Contains(HostKernel.Machine, (string[])["x86_64", "aarch64"]);
    }

    [Fact]
    public void Reads_the_capabilities_of_this_process()
    {
        var bounding = Mask("CapBnd");
        var effective = Mask("CapEff");
        for (var number = 0; number <= 40; number++)
        {
            Assert.Equal((bounding & (1ul << number)) != 0, HostKernel.MayBound(number));
            Assert.Equal((effective & (1ul << number)) != 0, HostKernel.HasCapability(number));
        }

        Assert.False(HostKernel.MayBound(63));
    }

    [Fact]
    public void Reads_the_limits_of_this_process()
    {
        var line = File.ReadLines("/proc/self/limits").Single(text => text.StartsWith("Max open files", StringComparison.Ordinal));
        var numbers = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (soft, hard) = HostKernel.Limit(7);
        Assert.Equal((numbers[0], numbers[1]), ($"{soft}", $"{hard}"));
    }

    [Fact]
    public void Knows_who_runs()
    {
        var ids = File.ReadLines("/proc/self/status").Single(text => text.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t');
        Assert.Equal(ids[2], $"{HostKernel.EffectiveUserId}");
        Assert.InRange(HostKernel.OomScoreAdj, -1000, 1000);
    }

    [Fact]
    public void Reads_the_flags_of_every_mount()
    {
        var seen = new HashSet<string>();
        // The last of several mounts in one place is the one that is seen.
        foreach (var fields in File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')).Reverse())
        {
            if (!seen.Add(fields[4]) || !HostKernel.TryMountFlags(fields[4], out var flags, out _)) continue;
            var options = fields[5].Split(',');
            Assert.Equal(
                (fields[4], options.Contains("nosuid"), options.Contains("nodev"), options.Contains("noexec")),
                (fields[4], (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0));
        }

        Assert.False(HostKernel.TryMountFlags("/no/such/path", out _, out var errno));
        Assert.Equal((Errno.ENOENT, "no such file or directory"), (errno, HostKernel.Reason(errno)));
    }

    private static ulong Mask(string name) => Convert.ToUInt64(
        File.ReadLines("/proc/self/status").Single(text => text.StartsWith(name, StringComparison.Ordinal)).Split('\t')[1], 16);
}
