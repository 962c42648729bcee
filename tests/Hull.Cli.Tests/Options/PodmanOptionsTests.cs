using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Core;

namespace Hull.Cli.Tests.Options;

public sealed class PodmanOptionsTests
{
    // The options of podman-run(1) of Podman 6, and those of podman-create(1) beside them.
    private const string OfPodmanRun =
        """
        add-host annotation arch attach authfile blkio-weight blkio-weight-device cap-add cap-drop cert-dir cgroup-conf cgroup-parent
        cgroupns cgroups chrootdirs cidfile conmon-pidfile cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus
        cpuset-mems creds decryption-key detach detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps
        device-write-iops disable-content-trust dns dns-option dns-search entrypoint env env-file env-host env-merge expose gidmap gpus
        group-add group-entry health-cmd health-interval health-log-destination health-max-log-count health-max-log-size
        health-on-failure health-retries health-start-period health-startup-cmd health-startup-interval health-startup-retries
        health-startup-success health-startup-timeout health-timeout help hostname hosts-file hostuser http-proxy image-volume init
        init-path interactive ip ip6 ipc label label-file link-local-ip log-driver log-opt mac-address memory memory-reservation
        memory-swap memory-swappiness mount name net network network-alias no-healthcheck no-hostname no-hosts oom-kill-disable
        oom-score-adj os passwd passwd-entry personality pid pidfile pids-limit platform pod pod-id-file preserve-fd preserve-fds
        privileged publish publish-all pull quiet rdt-class read-only read-only-tmpfs replace requires restart retry retry-delay rm rmi
        rootfs sdnotify seccomp-policy secret security-opt shm-size shm-size-systemd sig-proxy stop-signal stop-timeout subgidname
        subuidname sysctl systemd timeout tls-verify tmpfs tty tz uidmap ulimit umask unsetenv unsetenv-all user userns uts variant
        volume volumes-from workdir
        """;

    /// <summary>The names as words.</summary>
    internal static string[] RunOptionNames => Words(OfPodmanRun);

    private const string OnlyOfRun = "detach detach-keys passwd preserve-fd preserve-fds rmi sig-proxy";

    public static TheoryData<char, string> Letters => new()
    {
        { 'a', "attach" }, { 'c', "cpu-shares" }, { 'd', "detach" }, { 'e', "env" }, { 'h', "hostname" }, { 'i', "interactive" },
        { 'l', "label" }, { 'm', "memory" }, { 'p', "publish" }, { 'P', "publish-all" }, { 'q', "quiet" }, { 't', "tty" },
        { 'u', "user" }, { 'v', "volume" }, { 'w', "workdir" },
    };

    [Fact]
    public void Run_knows_every_option_of_Podman() => Assert.Empty(Unknown(Words(OfPodmanRun), ContainerOptions.OfRun()));

    [Fact]
    public void Create_knows_every_option_of_Podman() =>
        Assert.Empty(Unknown(Words(OfPodmanRun).Except(Words(OnlyOfRun)).Append("init-ctr"), ContainerOptions.OfCreate()));

    [Theory]
    [MemberData(nameof(Letters))]
    public void Letters_are_Podmans(char letter, string name) =>
        Assert.Equal(name, new OptionTable(ContainerOptions.OfRun(), []).FindShort(letter)?.Name);

    [Fact]
    public void No_name_and_no_letter_stands_twice()
    {
        foreach (var rows in new[] { ContainerOptions.OfRun(), ContainerOptions.OfCreate(), ProgramOptions.All })
        {
            var names = rows.SelectMany(row => (string[])[row.Name, .. row.Aliases]).ToList();
            Assert.Equal(names.Distinct(), names);
            var letters = rows.Select(row => row.Short).Where(letter => letter != Flag.NoShort).ToList();
            Assert.Equal(letters.Distinct(), letters);
        }
    }

    [Fact]
    public void Every_row_has_help_and_every_refusal_a_reason()
    {
        foreach (var row in (Option[])[.. ContainerOptions.OfRun(), .. ContainerOptions.OfCreate(), .. ProgramOptions.All])
        {
            Assert.NotEmpty(row.Help);
            Assert.False(row.Help.EndsWith('.'), $"--{row.Name}: help is no sentence");
            if (row.Unsupported is { } reason) Assert.NotEmpty(reason);
        }
    }

    [Theory]
    [InlineData("--pod=x", "--pod is not supported yet: Hull has no pods")]
    [InlineData("--link-local-ip=169.254.0.9", "--link-local-ip is not supported yet: no network of Hull's gives link-local addresses")]
    [InlineData("--disable-content-trust=false", "--disable-content-trust is not supported yet: Hull has no content trust")]
    public void Refuses_with_the_reason(string option, string expected)
    {
        var refusal = Folding.Refusal(option);
        Assert.Equal(expected, refusal.Message);
        Assert.Equal(ErrorKind.Unsupported, refusal.Kind);
    }

    [Theory]
    [InlineData("--passwd")]
    [InlineData("--passwd=true")]
    [InlineData("--disable-content-trust")]
    [InlineData("--publish-all=false")]
    [InlineData("--seccomp-policy=default")]
    [InlineData("--timeout=0")]
    [InlineData("--pod=")]
    [InlineData("-q")]
    public void Takes_what_asks_for_nothing(string option) => Assert.Equal("image", Folding.Spec(option).Image);

    private static string[] Words(string text) => text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Unknown(IEnumerable<string> names, Option[] rows)
    {
        var table = new OptionTable(rows, ProgramOptions.Persistent);
        return names.Where(name => table.FindLong(name) is null);
    }
}
