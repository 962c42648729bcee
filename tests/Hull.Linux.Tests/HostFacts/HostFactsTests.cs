using Hull.Core;
using Hull.Linux.HostFacts;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.HostFacts;

public sealed class HostFactsTests
{
    private static string Output(string program, params string[] arguments)
        => RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments }).OutputText.TrimEnd();

    [Fact]
    public void Kernel_says_what_uname_says()
    {
        Assert.Equal(Output("uname", "-r"), HostKernel.Release);
        Assert.Equal(Output("uname", "-m"), HostKernel.Machine);
        Assert.Equal(Output("uname", "-n"), HostKernel.HostName);
        Assert.Equal(Output("id", "-u"), $"{HostKernel.EffectiveUserId}");
        Assert.Equal(Output("getconf", "_NPROCESSORS_ONLN"), $"{HostKernel.OnlineProcessors}");
    }

    [Fact]
    public void Capabilities_agree_with_proc()
    {
        var status = File.ReadAllLines("/proc/thread-self/status");
        var effective = Convert.ToUInt64(status.Single(line => line.StartsWith("CapEff:"))[7..].Trim(), 16);
        var bounding = Convert.ToUInt64(status.Single(line => line.StartsWith("CapBnd:"))[7..].Trim(), 16);
        for (var number = 0; number <= 40; number++)
        {
            Assert.Equal((effective & (1ul << number)) != 0, HostKernel.HasCapability(number));
            Assert.Equal((bounding & (1ul << number)) != 0, HostKernel.MayBound(number));
        }
    }

    [Fact]
    public void Boot_has_an_id_and_a_length()
    {
        Assert.True(Guid.TryParse(BootFacts.ReadId(), out _));
        Assert.Equal(BootFacts.ReadId(), BootFacts.ReadId());
        var first = BootFacts.ReadUptime();
        Assert.True(first > TimeSpan.Zero && BootFacts.ReadUptime() >= first);
    }

    [Fact]
    public void Memory_is_read()
    {
        Assert.Equal(
            new HostMemory { Total = 24630516ul * 1024, Free = 1024, Available = 2048, SwapTotal = 0, SwapFree = 0 },
            HostMemory.Parse("MemTotal:       24630516 kB\nMemFree:  1 kB\nMemAvailable: 2 kB\nSwapCached: 9 kB\nSwapTotal: 0 kB\nSwapFree: x kB\n"));
        var memory = HostMemory.Read();
        Assert.InRange(memory.Available, 1ul, memory.Total);
        Assert.InRange(memory.SwapFree, 0ul, memory.SwapTotal);
    }

    [Fact]
    public void Distribution_is_read_with_the_shell_s_quotes()
    {
        Assert.Equal(
            new OsRelease { Id = "debian", VersionId = "12", Codename = "book worm", PrettyName = "Debian \"GNU\"/$Linux" },
            OsRelease.Parse("# ID=no\nPRETTY_NAME=\"Debian \\\"GNU\\\"/\\$Linux\"\nVERSION_ID='12'\nVERSION_CODENAME=book\\ worm\nID=debian\nID_LIKE=x\n=y\nnothing\n"));
        Assert.Equal(new OsRelease { Id = "linux", PrettyName = "Linux" }, OsRelease.Parse(""));
        Assert.Equal("'", OsRelease.Parse("ID='").Id);
        Assert.NotEqual("", OsRelease.Read().Id);
    }

    [Fact]
    public void Ids_are_translated_both_ways()
    {
        var map = IdMap.Parse("         0       1000          1\n         1     100000      65536\n");
        Assert.False(map.IsIdentity);
        Assert.Equal([new IdMapping(0, 1000, 1), new IdMapping(1, 100000, 65536)], map.Ranges);
        Assert.Equal((1000u, 100000u, 165535u), (map.ToOutside(0), map.ToOutside(1), map.ToOutside(65536)));
        Assert.Null(map.ToOutside(65537));
        Assert.Equal((0u, 1u, 65536u), (map.ToInside(1000), map.ToInside(100000), map.ToInside(165535)));
        Assert.Null(map.ToInside(0));
        Assert.Null(map.ToInside(165536));

        var all = IdMap.Parse("         0          0 4294967295\n");
        Assert.True(all.IsIdentity);
        Assert.Equal(uint.MaxValue - 1, all.ToOutside(uint.MaxValue - 1));
        Assert.Null(all.ToOutside(uint.MaxValue));
        Assert.Equal(0u, IdMap.ReadUsers().ToInside(IdMap.ReadUsers().ToOutside(0) ?? 0));
        Assert.NotEmpty(IdMap.ReadGroups().Ranges);
    }

    [Theory]
    [InlineData("0 0\n")]
    [InlineData("0 0 1 1\n")]
    [InlineData("0 -1 1\n")]
    [InlineData("a 0 1\n")]
    [InlineData("0 0 4294967296\n")]
    public void Malformed_id_maps_are_refused(string text) => Assert.Equal(ErrorKind.Corrupt, Assert.Throws<EngineException>(() => IdMap.Parse(text)).Kind);

    [Fact]
    public void File_systems_are_named() => PrivateMounts.Run(folder =>
    {
        var tmpfs = folder.Folder("tmpfs");
        Mount.FileSystem("tmpfs", "x", tmpfs);
        Assert.Equal(("tmpfs", (string?)null), (FileSystemType.NameOf(tmpfs), FileSystemType.NetworkTypeOf(tmpfs)));
        var overlay = folder.Folder("overlay");
        MountOverlay.Attach(new OverlayMount { LowerDirectories = [tmpfs, folder.Folder("lower")] }, overlay);
        Assert.Equal("overlayfs", FileSystemType.NameOf(overlay));
        Assert.Equal("<unknown>", FileSystemType.NameOf("/proc"));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => FileSystemType.NameOf(folder["missing"])).Kind);
    });
}
