using Hull.Cli.Commands;
using Hull.Cli.Options;
using Hull.Engine.Containers;
using Hull.Engine.Networks;
using Hull.Engine.Registries;

namespace Hull.Cli.Tests.Options;

public sealed class ContainerOptionsTests
{
    [Fact]
    public void The_image_and_its_command_are_the_arguments()
    {
        var spec = ContainerOptions.Fold(Folding.Read("-i", "alpine", "sh", "-c", "echo"), ["hull", "run", "…"]);
        Assert.Equal("alpine", spec.Image);
        Assert.Equal("alpine", spec.RawImageName);
        Assert.Equal(["sh", "-c", "echo"], spec.Command!);
        Assert.Equal(["hull", "run", "…"], spec.CreateCommand!);
    }

    [Fact]
    public void What_is_not_said_stays_unsaid()
    {
        var spec = Folding.Spec();
        Assert.Equal(new ContainerSpec { Image = "image", RawImageName = "image", CreateCommand = spec.CreateCommand }, spec);
    }

    [Fact]
    public void Folds_the_process()
    {
        var spec = Folding.Spec(
            "--rm", "-it", "--name", "n", "--entrypoint", "[\"a\",\"b\"]", "-w", "/w", "-h", "host", "-l", "A=1", "-l", "B", "--annotation", "x=y=z",
            "--stop-signal", "SIGUSR1", "--stop-timeout", "3", "--init", "--pid=host", "--uts=host", "--sysctl", "net.a=1,kernel.sem=2 3",
            "--tz", "local", "--umask", "077", "--unsetenv", "A", "--unsetenv-all", "--env-host", "--http-proxy=false", "--restart", "on-failure:3");
        Assert.True(spec.Remove);
        Assert.True(spec.Stdin);
        Assert.True(spec.Terminal);
        Assert.Equal("n", spec.Name);
        Assert.Equal(["a", "b"], spec.Entrypoint!);
        Assert.Equal("/w", spec.WorkDir);
        Assert.Equal("host", spec.Hostname);
        Assert.Equal(new Dictionary<string, string> { ["A"] = "1", ["B"] = "" }, spec.Labels);
        Assert.Equal(new Dictionary<string, string> { ["x"] = "y=z" }, spec.Annotations);
        Assert.Equal(10, spec.StopSignal);
        Assert.Equal(3u, spec.StopTimeout);
        Assert.True(spec.Init);
        Assert.Equal(NamespaceMode.Of("host"), spec.PidNamespace);
        Assert.Equal(NamespaceMode.Of("host"), spec.UtsNamespace);
        Assert.Equal(new Dictionary<string, string> { ["net.a"] = "1", ["kernel.sem"] = "2 3" }, spec.Sysctl);
        Assert.Equal("local", spec.Timezone);
        Assert.Equal("077", spec.Umask);
        Assert.Equal(["A"], spec.UnsetEnv!);
        Assert.True(spec.UnsetEnvAll);
        Assert.True(spec.EnvHost);
        Assert.False(spec.HttpProxy);
        Assert.Equal("on-failure", spec.RestartPolicy);
        Assert.Equal(3u, spec.RestartTries);
    }

    [Fact]
    public void Folds_paths_as_absolute()
    {
        var spec = Folding.Spec("--init-path", "x/../init", "--conmon-pidfile", "c.pid", "--pidfile", "p.pid", "-v", "./a:/b");
        var here = Directory.GetCurrentDirectory();
        Assert.Equal($"{here}/init", spec.InitPath);
        Assert.Equal($"{here}/c.pid", spec.ConmonPidFile);
        Assert.Equal($"{here}/p.pid", spec.PidFile);
        Assert.Equal($"{here}/a", spec.Mounts![0].Source);
    }

    [Fact]
    public void An_environment_file_gives_way_to_env()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# comment\n\n  A=file\r\nB=b c\n\tC=\nHULL_TEST_NOT_SET\n");
            var spec = Folding.Spec("-e", "A=option", "--env-file", path, "-e", "D=1", "-eE=", "-e", "HULL_TEST_NOT_SET");
            Assert.Equal(new Dictionary<string, string> { ["A"] = "option", ["B"] = "b c", ["C"] = "", ["D"] = "1", ["E"] = "" }, spec.Env);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Labels_of_a_file_give_way_to_label()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "A=file\nB\n");
            var spec = Folding.Spec("-l", "A=option", "--label-file", path);
            Assert.Equal(new Dictionary<string, string> { ["A"] = "option", ["B"] = "" }, spec.Labels);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("/dev/null", "a character device, not a regular file")]
    [InlineData("/", "a directory, not a regular file")]
    [InlineData("/does/not/exist", "No such file or directory")]
    [InlineData("", "the name of a file is empty")]
    public void Files_must_be_regular(string path, string why)
    {
        Assert.Contains(why, Folding.Refusal("--env-file", path).Message, StringComparison.Ordinal);
        Assert.Contains(why, Folding.Refusal("--label-file", path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_storage()
    {
        var spec = Folding.Spec(
            "-v", "/a:/b/../c:ro,Z", "--tmpfs", "/t:size=1m,mode=1777", "--mount", "type=bind,src=/s,dst=/d,ro=true", "--device", "/dev/fuse:rw", "--read-only",
            "--read-only-tmpfs=false", "--shm-size", "1m", "--ipc", "none", "-v", "named:/n", "-v", "/anonymous");
        Assert.Collection(
            spec.Mounts!,
            mount => Assert.Equal(("bind", "/a", "/c", "ro,Z"), (mount.Type, mount.Source, mount.Destination, string.Join(',', mount.Options!))),
            mount => Assert.Equal(("bind", "/s", "/d", "ro"), (mount.Type, mount.Source, mount.Destination, string.Join(',', mount.Options!))),
            mount => Assert.Equal(("tmpfs", "tmpfs", "/t", "size=1m,mode=1777"), (mount.Type, mount.Source, mount.Destination, string.Join(',', mount.Options!))));
        Assert.Collection(
            spec.Volumes!,
            volume => Assert.Equal(("named", "/n"), (volume.Name, volume.Dest)),
            volume => Assert.Equal(("", "/anonymous"), (volume.Name, volume.Dest)));
        Assert.Equal("/dev/fuse:rw", Assert.Single(spec.Devices!).Path);
        Assert.True(spec.ReadOnlyFilesystem);
        Assert.False(spec.ReadWriteTmpfs);
        Assert.Equal(1 << 20, spec.ShmSize);
        Assert.Equal(NamespaceMode.Of("none"), spec.IpcNamespace);
    }

    [Fact]
    public void Folds_the_network()
    {
        var spec = Folding.Spec("--net", "host", "--dns", "1.1.1.1,::1", "--dns-opt", "ndots:1", "--dns-search", "example.com", "--add-host", "a;b:10.0.0.1", "--no-hosts=false");
        Assert.Equal(NamespaceMode.Of("host"), spec.NetworkNamespace);
        Assert.Equal(["1.1.1.1", "::1"], spec.DnsServers!);
        Assert.Equal(["ndots:1"], spec.DnsOptions!);
        Assert.Equal(["example.com"], spec.DnsSearch!);
        Assert.Equal(["a;b:10.0.0.1"], spec.HostAdd!);
        Assert.False(spec.UseImageHosts);
        Assert.True(Folding.Spec("--dns", "none").UseImageResolveConf);
    }

    [Fact]
    public void Folds_ports()
    {
        var spec = Folding.Spec("-p", "8080:80,53/udp", "--publish=127.0.0.1::443", "-P", "--expose", "90-91/udp,90");
        Assert.Equal(
            [
                new PortMapping { HostPort = 8080, ContainerPort = 80, Range = 1 }, new PortMapping { ContainerPort = 53, Range = 1, Protocol = "udp" },
                new PortMapping { HostIp = "127.0.0.1", ContainerPort = 443, Range = 1 },
            ],
            spec.PortMappings!);
        Assert.True(spec.PublishImagePorts);
        Assert.Equal(new Dictionary<ushort, string> { [90] = "udp,tcp", [91] = "udp" }, spec.Expose!);
    }

    [Fact]
    public void Folds_what_is_asked_of_the_bridge()
    {
        var spec = Folding.Spec("--ip", "10.88.0.9", "--ip6", "FD00::9", "--mac-address", "92-D0-C6-0A-29-33", "--network-alias", "a,b", "--network", "podman:interface_name=lan0");
        var (name, options) = Assert.Single(spec.Networks!);
        Assert.Equal("podman", name);
        Assert.Equal(["10.88.0.9", "fd00::9"], options.StaticIps!);
        Assert.Equal("92:d0:c6:0a:29:33", options.StaticMac);
        Assert.Equal(["a", "b"], options.Aliases!);
        Assert.Equal("lan0", options.InterfaceName);
        Assert.Equal("default", Assert.Single(Folding.Spec("--ip=10.88.0.9").Networks!).Key);
    }

    [Fact]
    public void Folds_security()
    {
        var spec = Folding.Spec(
            "-u", "1000:100", "--group-add", "a,b", "--privileged", "--cap-add", "NET_ADMIN,all", "--cap-drop", "chown", "--security-opt", "no-new-privileges",
            "--security-opt", "seccomp=unconfined", "--security-opt", "label:disable", "--security-opt", "mask=/a:/b", "--security-opt", "unmask=ALL",
            "--security-opt", "apparmor=x", "--security-opt", "proc-opts=hidepid=1,subset=pid", "--security-opt", "systempaths=unconfined", "--userns", "keep-id:uid=1",
            "--cgroupns", "private");
        Assert.Equal("1000:100", spec.User);
        Assert.Equal(["a", "b"], spec.Groups!);
        Assert.True(spec.Privileged);
        Assert.Equal(["NET_ADMIN", "all"], spec.CapAdd!);
        Assert.Equal(["chown"], spec.CapDrop!);
        Assert.True(spec.NoNewPrivileges);
        Assert.Equal("unconfined", spec.SeccompProfilePath);
        Assert.Equal(["disable"], spec.SelinuxOpts!);
        Assert.Equal(["/a", "/b"], spec.Mask!);
        Assert.Equal(["ALL", "ALL"], spec.Unmask!);
        Assert.Equal("x", spec.ApparmorProfile);
        Assert.Equal(["hidepid=1", "subset=pid"], spec.ProcfsOptions!);
        Assert.Equal(new NamespaceMode { Mode = "keep-id", Value = "uid=1" }, spec.UserNamespace);
        Assert.Equal(NamespaceMode.Of("private"), spec.CgroupNamespace);
        Assert.False(Folding.Spec("--security-opt", "no-new-privileges:false").NoNewPrivileges);
    }

    [Fact]
    public void Folds_resources()
    {
        var spec = Folding.Spec(
            "-m", "64m", "--memory-reservation", "32m", "--memory-swappiness", "10", "--oom-kill-disable", "--oom-score-adj=-5", "--cpus", "1.5", "--cpu-shares", "512",
            "--cpu-rt-period", "1000", "--cpu-rt-runtime", "500", "--cpuset-cpus", "0-1,3", "--cpuset-mems", "0", "--pids-limit", "-1", "--blkio-weight", "100",
            "--cgroup-conf", "memory.high=1", "--ulimit", "nofile=10:20", "--ulimit", "core=-1", "--cgroup-parent", "/p", "--cgroups", "no-conmon");
        var limits = spec.ResourceLimits!;
        Assert.Equal((67108864L, 134217728L, 33554432L), (limits.Memory!.Limit, limits.Memory.Swap, limits.Memory.Reservation));
        Assert.Equal((10UL, true), (limits.Memory.Swappiness, limits.Memory.DisableOomKiller));
        Assert.Equal((100_000UL, 150_000L, 512UL), (limits.Cpu!.Period, limits.Cpu.Quota, limits.Cpu.Shares));
        Assert.Equal((1000UL, 500L, "0-1,3", "0"), (limits.Cpu.RealtimePeriod, limits.Cpu.RealtimeRuntime, limits.Cpu.Cpus, limits.Cpu.Mems));
        Assert.Equal(-1, limits.Pids!.Limit);
        Assert.Equal((ushort)100, limits.BlockIo!.Weight);
        Assert.Equal("1", limits.Unified!["memory.high"]);
        Assert.Equal(-5, spec.OomScoreAdj);
        Assert.Collection(
            spec.Rlimits!,
            limit => Assert.Equal(("RLIMIT_NOFILE", 10UL, 20UL), (limit.Type, limit.Soft, limit.Hard)),
            limit => Assert.Equal(("RLIMIT_CORE", ulong.MaxValue, ulong.MaxValue), (limit.Type, limit.Soft, limit.Hard)));
        Assert.Equal("/p", spec.CgroupParent);
        Assert.Equal("no-conmon", spec.CgroupsMode);
    }

    [Theory]
    [InlineData("64m", "-1", -1L)]
    [InlineData("64m", "100m", 104857600L)]
    [InlineData("64m", null, 134217728L)]
    [InlineData("0", null, null)]
    public void Swap_follows_memory_unless_it_is_said(string memory, string? swap, long? expected)
    {
        string[] options = swap is null ? ["-m", memory] : ["--memory-swap", swap, "-m", memory];
        Assert.Equal(expected, Folding.Spec(options).ResourceLimits!.Memory!.Swap);
    }

    [Fact]
    public void Folds_image_and_logging()
    {
        var spec = Folding.Spec("--platform", "linux/arm64/v8", "--image-volume", "tmpfs", "--log-driver", "none", "--log-opt", "max-size=10m", "--log-opt", "path=/x/y", "--log-opt", "tag=t");
        Assert.Equal(("linux", "arm64", "v8"), (spec.ImageOs, spec.ImageArch, spec.ImageVariant));
        Assert.Equal("tmpfs", spec.ImageVolumeMode);
        Assert.Equal(("none", 10_000_000L, "/x/y"), (spec.LogConfiguration!.Driver, spec.LogConfiguration.Size, spec.LogConfiguration.Path));
        Assert.Equal("t", spec.LogConfiguration.Options!["tag"]);
        Assert.Equal("k8s-file", Folding.Spec("--log-opt", "driver=k8s-file").LogConfiguration!.Driver);
        Assert.Equal(("a", "b", "c"), Folding.Spec("--os", "a", "--override-arch", "b", "--variant=c") is var other ? (other.ImageOs, other.ImageArch, other.ImageVariant) : default);
        Assert.Equal("anonymous", Folding.Spec("--image-volume", "bind").ImageVolumeMode);
    }

    [Theory]
    [InlineData("always", PullPolicy.Always)]
    [InlineData("IfMissing", PullPolicy.Missing)]
    [InlineData("ifnotpresent", PullPolicy.Missing)]
    [InlineData("", PullPolicy.Missing)]
    [InlineData("newer", PullPolicy.Newer)]
    [InlineData("never", PullPolicy.Never)]
    public void Knows_the_pull_policies(string text, PullPolicy expected) => Assert.Equal(expected, PullCommand.PolicyOf(text));

    [Theory]
    [InlineData("--cpu-period and --cpus cannot be set together", "--cpus=1", "--cpu-period=1")]
    [InlineData("--cpu-quota and --cpus cannot be set together", "--cpus=1", "--cpu-quota=1")]
    [InlineData("--no-hosts and --add-host cannot be set together", "--no-hosts", "--add-host=a:1.1.1.1")]
    [InlineData("conflicting options: dns and the network mode: none", "--network=none", "--dns=1.1.1.1")]
    [InlineData("--ip can only be set when the network mode is bridge: invalid argument", "--ip=10.88.0.9", "--network=host")]
    [InlineData("--mac-address can only be set when the network mode is bridge: invalid argument", "--mac-address=92:d0:c6:0a:29:33", "--network=none")]
    [InlineData("--network-alias can only be set when the network mode is bridge: invalid argument", "--network-alias=a", "--network=none")]
    [InlineData("--ip6 can only be set for a single network: invalid argument", "--ip6=fd00::9", "--network=one,two")]
    [InlineData("\"foo\" is not an ip address", "--ip=foo")]
    [InlineData("address foo: invalid MAC address", "--mac-address=foo")]
    [InlineData("address 01:00:5e:00:00:01: invalid MAC address: no device may have it", "--mac-address=01:00:5e:00:00:01")]
    [InlineData("conflicting options: dns and the network mode: container", "--network=container:x", "--dns-search=a.b")]
    [InlineData("--platform option can not be specified with --arch or --os", "--platform=linux", "--arch=amd64")]
    [InlineData("unsupported pull policy \"x\"", "--pull=x")]
    [InlineData("annotations must be formatted KEY=VALUE", "--annotation=x")]
    [InlineData("invalid variable: \"=x\"", "-e", "=x")]
    [InlineData("invalid label format: \"=x\"", "-l", "=x")]
    [InlineData("invalid umask: 9: must be octal, up to four digits", "--umask=9")]
    [InlineData("invalid umask: 00000: must be octal, up to four digits", "--umask=00000")]
    [InlineData("invalid timeout 4294967296: too long", "--stop-timeout=4294967296")]
    [InlineData("invalid value 1001 for --oom-score-adj: must be from -1000 to 1000", "--oom-score-adj=1001")]
    [InlineData("invalid value for blkio-weight: 9: must be from 10 to 1000", "--blkio-weight=9")]
    [InlineData("invalid value for blkio-weight: strconv.ParseUint: parsing \"x\": invalid syntax", "--blkio-weight=x")]
    [InlineData("invalid value for cgroup-conf: x: must be name=value", "--cgroup-conf=x")]
    [InlineData("invalid value for cgroup-conf: ../x=1: must be name=value", "--cgroup-conf=../x=1")]
    [InlineData("invalid cgroup mode \"x\": must be enabled, disabled, no-conmon or split", "--cgroups=x")]
    [InlineData("invalid image-volume type \"x\". Pick one of bind, tmpfs, or ignore", "--image-volume=x")]
    [InlineData("invalid value for memory: invalid suffix: 'zz'", "-m=12zz")]
    [InlineData("invalid value for memory: invalid size: 'x'", "--memory-swap=x")]
    [InlineData("invalid value for memory: invalid size: 'x'", "--memory-reservation=x")]
    [InlineData("invalid value 101 for --memory-swappiness: must be from 0 to 100, or -1", "--memory-swappiness=101")]
    [InlineData("unable to translate --shm-size: invalid size: 'x'", "--shm-size=x")]
    [InlineData("invalid number of CPUs -1: must be 0 or more", "--cpus=-1")]
    [InlineData("invalid number of CPUs NaN: must be 0 or more", "--cpus=nan")]
    [InlineData("invalid value 3-1 for --cpuset-cpus: 3-1 is neither a number nor a range", "--cpuset-cpus=3-1")]
    [InlineData("invalid value 0,,1 for --cpuset-mems:  is neither a number nor a range", "--cpuset-mems=0,,1")]
    public void Refuses_what_cannot_be(string expected, params string[] options) => Assert.Equal(expected, Folding.Refusal(options).Message);
}
