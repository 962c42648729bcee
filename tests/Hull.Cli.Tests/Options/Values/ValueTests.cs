using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Tests.Options.Values;

public sealed class ValueTests
{
    private static string Refusal(Action read)
    {
        var refusal = Assert.Throws<EngineException>(read);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }

    [Theory]
    [InlineData("/a:/b", "bind", "/a", "/b", "")]
    [InlineData("/a:/b:ro", "bind", "/a", "/b", "ro")]
    [InlineData("/a/../b:/c/./d//e/", "bind", "/b", "/c/d/e", "")]
    [InlineData("/a:/../../b:rw,rslave,z,cached", "bind", "/a", "/b", "rw,rslave,z")]
    [InlineData("/a:/b:idmap=uids=0-1-10,U,noexec,nodev,nosuid,bind", "bind", "/a", "/b", "idmap=uids=0-1-10,U,noexec,nodev,nosuid,bind")]
    public void Reads_binds(string text, string type, string source, string destination, string options)
    {
        var mount = Assert.Single(VolumeText.AddTo(new ContainerSpec(), text).Mounts!);
        Assert.Equal((type, source, destination, options), (mount.Type, mount.Source, mount.Destination, string.Join(',', mount.Options!)));
    }

    [Theory]
    [InlineData("/data", "", "/data", "")]
    [InlineData("name:/data", "name", "/data", "")]
    [InlineData("name:/data:nocopy,nocreate", "name", "/data", "nocopy,nocreate")]
    public void Reads_volumes(string text, string name, string destination, string options)
    {
        var volume = Assert.Single(VolumeText.AddTo(new ContainerSpec(), text).Volumes!);
        Assert.Equal((name, destination, options), (volume.Name, volume.Dest, string.Join(',', volume.Options!)));
    }

    [Theory]
    [InlineData("a:b:c:d", "a:b:c:d: incorrect volume format, should be [host-dir:]ctr-dir[:option]")]
    [InlineData(":/b", "host directory cannot be empty")]
    [InlineData("", "container directory cannot be empty")]
    [InlineData("/a:", "container directory cannot be empty")]
    [InlineData("/a:b", "invalid container path \"b\", must be an absolute path")]
    [InlineData("name", "invalid container path \"name\", must be an absolute path")]
    [InlineData("/a:/b:wat", "invalid option type \"wat\"")]
    [InlineData("/a:/b:", "invalid option type \"\"")]
    [InlineData("/a:/b:ro,rw", "invalid options \"ro, rw\", can only specify 1 'rw' or 'ro' option")]
    [InlineData("/a:/b:z,Z", "invalid options \"z, Z\", can only specify 1 'z', 'Z', or 'O' option")]
    [InlineData("/a:/b:U,U", "invalid options \"U, U\", can only specify 1 'U' option")]
    [InlineData("/a:/b:shared,rslave", "invalid options \"shared, rslave\", can only specify 1 '[r]shared', '[r]private', '[r]slave' or '[r]unbindable' option")]
    [InlineData("/a:/b:exec,noexec", "invalid options \"exec, noexec\", can only specify 1 'noexec' or 'exec' option")]
    public void Refuses_volumes(string text, string expected) => Assert.Equal(expected, Refusal(() => VolumeText.AddTo(new ContainerSpec(), text)));

    [Fact]
    public void A_destination_is_taken_once()
    {
        var spec = VolumeText.AddTo(new ContainerSpec(), "/a:/x");
        Assert.Single(VolumeText.AddTo(spec, "/a:/x/").Mounts!);
        Assert.Equal("/x: duplicate mount destination", Refusal(() => VolumeText.AddTo(spec, "/b:/x")));
        Assert.Equal("/x: duplicate mount destination", Refusal(() => VolumeText.AddTo(spec, "/a:/x:ro")));
        Assert.Equal("/x: duplicate mount destination", Refusal(() => VolumeText.AddTo(spec, "name:/x")));
        Assert.Equal("/x: duplicate mount destination", Refusal(() => TmpfsText.AddTo(spec, "/x")));
        var named = VolumeText.AddTo(spec, "name:/y");
        Assert.Single(VolumeText.AddTo(named, "name:/y").Volumes!);
        Assert.Equal("/y: duplicate mount destination", Refusal(() => VolumeText.AddTo(named, "other:/y")));
        Assert.Equal("/y: duplicate mount destination", Refusal(() => VolumeText.AddTo(named, "/a:/y")));
    }

    [Theory]
    [InlineData("/t", "")]
    [InlineData("/t:", "")]
    [InlineData("/t:rw,noexec,size=10%,mode=755", "rw,noexec,size=10%,mode=755")]
    [InlineData("/t:size=64m,nr_inodes=10,uid=5,notmpcopyup", "size=64m,nr_inodes=10,uid=5,notmpcopyup")]
    public void Reads_tmpfs(string text, string options)
    {
        var mount = Assert.Single(TmpfsText.AddTo(new ContainerSpec(), text).Mounts!);
        Assert.Equal(("tmpfs", "tmpfs", "/t", options), (mount.Type, mount.Source, mount.Destination, string.Join(',', mount.Options!)));
    }

    [Theory]
    [InlineData("t", "invalid container path \"t\", must be an absolute path")]
    [InlineData("/t:wat", "unknown mount option \"wat\": invalid mount option")]
    [InlineData("/t:wat=1", "unknown mount option \"wat=1\": invalid mount option")]
    [InlineData("/t:size", "unknown mount option \"size\": invalid mount option")]
    [InlineData("/t:ro=1", "unknown mount option \"ro=1\": invalid mount option")]
    [InlineData("/t:size=x", "invalid value for tmpfs size: invalid size: 'x'")]
    [InlineData("/t:mode=9", "invalid value for tmpfs mode: strconv.ParseUint: parsing \"9\": invalid syntax")]
    public void Refuses_tmpfs(string text, string expected) => Assert.Equal(expected, Refusal(() => TmpfsText.AddTo(new ContainerSpec(), text)));

    [Theory]
    [InlineData("type=bind,src=/a,dst=/b", "bind|/a|/b|")]
    [InlineData("type=bind,source=/a,target=/b,readonly", "bind|/a|/b|ro")]
    [InlineData("type=bind,source=/a,destination=/b,ro=false,bind-propagation=rshared,relabel=shared,consistency=cached", "bind|/a|/b|rw,rshared,z")]
    [InlineData("type=bind,source=/a,dest=/b,rw=false,bind-nonrecursive,U,relabel=private", "bind|/a|/b|ro,bind,U,Z")]
    [InlineData("type=bind,dst=/b,chown=false,bind-nonrecursive=false,rw=true,noexec", "bind|/b|/b|rw,noexec")]
    [InlineData("dst=/b,type=tmpfs,tmpfs-size=1m,tmpfs-mode=1777", "tmpfs|tmpfs|/b|size=1m,mode=1777")]
    [InlineData("type=bind,\"src=/a,b\",dst=/b,idmap=x", "bind|/a,b|/b|idmap=x")]
    public void Reads_mounts(string text, string expected)
    {
        var mount = Assert.Single(MountText.AddTo(new ContainerSpec(), text).Mounts!);
        Assert.Equal(expected, $"{mount.Type}|{mount.Source}|{mount.Destination}|{string.Join(',', mount.Options!)}");
    }

    [Theory]
    [InlineData("src=name,dst=/b", "name")]
    [InlineData("type=volume,dst=/b", "")]
    [InlineData("type=volume,src=c,dst=/b,subpath=x/y", "c")]
    public void Reads_mounts_of_volumes(string text, string name) => Assert.Equal(name, Assert.Single(MountText.AddTo(new ContainerSpec(), text).Volumes!).Name);

    [Theory]
    [InlineData("type=ramfs,dst=/b,tmpfs-size=1m,notmpcopyup", "ramfs|ramfs|/b|size=1m,notmpcopyup")]
    [InlineData("type=tmpfs,dst=/b,noswap,noatime,chown", "tmpfs|tmpfs|/b|noswap,noatime,U")]
    [InlineData("type=devpts,dst=/b,uid=1,gid=5,mode=620,max=9", "devpts|devpts|/b|uid=1,gid=5,mode=620,max=9")]
    [InlineData("type=bind,src=/a,dst=/b,no-dereference,idmap=false", "bind|/a|/b|no-dereference")]
    [InlineData("type=glob,src=/etc/pass[vw]d,ro", "bind|/etc/passwd|/etc/passwd|ro")]
    [InlineData("type=glob,src=/etc/passw?,dst=/in", "bind|/etc/passwd|/in/passwd|")]
    public void Reads_mounts_of_all_types(string text, string expected) => Reads_mounts(text, expected);

    [Fact]
    public void Reads_a_mount_of_an_image()
    {
        var image = Assert.Single(MountText.AddTo(new ContainerSpec(), "type=image,src=busybox,dst=/b,readwrite=true,subpath=/etc").ImageVolumes!);
        Assert.Equal(("busybox", "/b", true, "/etc"), (image.Source, image.Destination, image.ReadWrite, image.SubPath));
    }

    [Theory]
    [InlineData("/a:/x:O", "O")]
    [InlineData("/a:/x:O,U", "O,U")]
    [InlineData("/a:/x:O,upperdir=/u,workdir=/w", "O,upperdir=/u,workdir=/w")]
    public void Reads_overlays(string text, string options)
    {
        var overlay = Assert.Single(VolumeText.AddTo(new ContainerSpec(), text).OverlayVolumes!);
        Assert.Equal(("/a", "/x", options), (overlay.Source, overlay.Destination, string.Join(',', overlay.Options!)));
    }

    [Theory]
    [InlineData("/a:/x:O,ro", "can't use 'O' with other options")]
    [InlineData("/a:/x:O,upperdir=/u", "must set both `upperdir` and `workdir`")]
    [InlineData("/a:/x:O,upperdir=/u,upperdir=/v,workdir=/w", "invalid options \"O, upperdir=/u, upperdir=/v, workdir=/w\", can only specify 1 upperdir per overlay")]
    public void Refuses_overlays(string text, string expected) => Assert.Equal(expected, Refusal(() => VolumeText.AddTo(new ContainerSpec(), text)));

    [Theory]
    [InlineData("type=bind,src=/a", "must set volume destination")]
    [InlineData("type=wat,dst=/b", "invalid filesystem type \"wat\"")]
    [InlineData("type=image,dst=/b", "must set source and destination for image volume")]
    [InlineData("type=image,src=a", "must set source and destination for image volume")]
    [InlineData("type=image,src=a,dst=/b,ro", "ro: invalid mount option")]
    [InlineData("type=image,src=a,dst=/b,rw=maybe", "invalid rw value \"maybe\": invalid mount option")]
    [InlineData("type=image,src=a,src=c,dst=/b", "cannot pass \"src\" option more than once: must provide an argument for option")]
    [InlineData("type=image,src=a,dst=/b,subpath=c", "volume subpath \"c\" must be an absolute path")]
    [InlineData("type=artifact,src=a,dst=/b", "--mount type=artifact is not supported yet: Hull keeps no OCI artifacts, only images")]
    [InlineData("type=devpts", "must set volume destination")]
    [InlineData("type=devpts,dst=/b,mode=9", "invalid value for devpts mode: strconv.ParseUint: parsing \"9\": invalid syntax")]
    [InlineData("type=devpts,dst=/b,ro", "ro: invalid mount option")]
    [InlineData("type=volume,dst=/b,noexec,exec", "cannot pass 'noexec' and 'exec' mnt.Options more than once: must provide an argument for option")]
    [InlineData("type=bind,dst=/b,subpath=/c", "\"subpath\" option not supported for \"bind\" mount types")]
    [InlineData("type=tmpfs,dst=/b,idmap", "\"idmap\" option not supported for \"tmpfs\" mount types")]
    [InlineData("type=bind,dst=/b,nocopy", "nocopy: invalid mount option")]
    [InlineData("type=glob,src=/no/such/thing*", "no file paths matching glob \"/no/such/thing*\"")]
    [InlineData("type=bind,type=tmpfs,dst=/b", "cannot pass \"type\" option more than once")]
    [InlineData("type=bind,src=/a,source=/c,dst=/b", "cannot pass \"source\" option more than once: must provide an argument for option")]
    [InlineData("type=bind,src=,dst=/b", "host directory cannot be empty: must provide an argument for option")]
    [InlineData("type=bind,src,dst=/b", "src: must provide an argument for option")]
    [InlineData("type=bind,dst=/b,dest=/c", "cannot pass \"dest\" option more than once: must provide an argument for option")]
    [InlineData("type=bind,dst=b", "invalid container path \"b\", must be an absolute path")]
    [InlineData("type=bind,dst=/b,ro,rw", "cannot pass 'readonly', 'ro', or 'rw' mnt.Options more than once: must provide an argument for option")]
    [InlineData("type=bind,dst=/b,ro=x", "ro: invalid mount option: strconv.ParseBool: parsing \"x\": invalid syntax")]
    [InlineData("type=bind,dst=/b,relabel=x", "relabel mount option must be 'private' or 'shared': invalid mount option")]
    [InlineData("type=bind,dst=/b,tmpfs-size=1", "\"tmpfs-size\" option not supported for \"bind\" mount types")]
    [InlineData("type=tmpfs,dst=/b,src=/a", "\"src\" option not supported for \"tmpfs\" mount types")]
    [InlineData("type=tmpfs,dst=/b,bind-propagation=x", "\"bind-propagation\" option not supported for \"tmpfs\" mount types")]
    [InlineData("type=bind,dst=/b,wat=1", "wat: invalid mount option")]
    [InlineData("type=bind,dst=/b,wat", "wat: invalid mount option")]
    [InlineData("type=bind,dst=/b\"", "invalid mount \"type=bind,dst=/b\\\"\": parse error on line 1, column 17: bare \" in non-quoted-field")]
    [InlineData("", "must set volume destination")]
    public void Refuses_mounts(string text, string expected) => Assert.Equal(expected, Refusal(() => MountText.AddTo(new ContainerSpec(), text)));

    [Theory]
    [InlineData("nofile=10", "RLIMIT_NOFILE", 10UL, 10UL)]
    [InlineData("nofile=10:20", "RLIMIT_NOFILE", 10UL, 20UL)]
    [InlineData("RLIMIT_NPROC=-1:-1", "RLIMIT_NPROC", ulong.MaxValue, ulong.MaxValue)]
    [InlineData("Core=5:-1", "RLIMIT_CORE", 5UL, ulong.MaxValue)]
    public void Reads_ulimits(string text, string type, ulong soft, ulong hard)
    {
        var limit = Assert.Single(UlimitText.ReadAll([text]));
        Assert.Equal((type, soft, hard), (limit.Type, limit.Soft, limit.Hard));
    }

    [Fact]
    public void The_last_ulimit_of_a_name_counts_and_host_keeps_all()
    {
        Assert.Equal(2UL, Assert.Single(UlimitText.ReadAll(["core=1", "core=2"])).Soft);
        Assert.Empty(UlimitText.ReadAll(["core=1", "host"]));
    }

    [Theory]
    [InlineData("nofile", "ulimit option \"nofile\" requires name=SOFT:HARD, failed to be parsed: invalid ulimit argument: nofile")]
    [InlineData("wat=1", "ulimit option \"wat=1\" requires name=SOFT:HARD, failed to be parsed: invalid ulimit type: wat")]
    [InlineData("core=1:2:3", "ulimit option \"core=1:2:3\" requires name=SOFT:HARD, failed to be parsed: too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`")]
    [InlineData("core=x", "ulimit option \"core=x\" requires name=SOFT:HARD, failed to be parsed: strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("core=2:1", "ulimit option \"core=2:1\" requires name=SOFT:HARD, failed to be parsed: ulimit soft limit must be less than or equal to hard limit: soft: 2, hard: 1")]
    [InlineData("core=-1:1", "ulimit option \"core=-1:1\" requires name=SOFT:HARD, failed to be parsed: ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: 1")]
    [InlineData("core=-2", "ulimit option \"core=-2\" requires name=SOFT:HARD, failed to be parsed: -2 is negative: use -1 for unlimited")]
    public void Refuses_ulimits(string text, string expected) => Assert.Equal(expected, Refusal(() => UlimitText.ReadAll([text])));

    [Theory]
    [InlineData("15", 15)]
    [InlineData("-9", 9)]
    [InlineData("TERM", 15)]
    [InlineData("SIGKILL", 9)]
    [InlineData("sigwinch", 28)]
    [InlineData("-HUP", 1)]
    [InlineData("RTMIN", 34)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("rtmax-1", 63)]
    [InlineData("RTMAX", 64)]
    [InlineData("IOT", 6)]
    [InlineData("CLD", 17)]
    [InlineData("POLL", 29)]
    public void Reads_signals(string text, int expected) => Assert.Equal(expected, SignalText.Read(text));

    [Theory]
    [InlineData("0", "invalid signal: 0")]
    [InlineData("-0", "invalid signal: 0")]
    [InlineData("-65", "valid signals are 1 through 64")]
    [InlineData("-", "invalid signal: ")]
    [InlineData("65", "valid signals are 1 through 64")]
    [InlineData("99999999999", "invalid signal: 99999999999")]
    [InlineData("", "invalid signal: ")]
    [InlineData("SIG", "invalid signal: SIG")]
    [InlineData("WAT", "invalid signal: WAT")]
    [InlineData("RTMIN+31", "invalid signal: RTMIN+31")]
    [InlineData("RTMAX-x", "invalid signal: RTMAX-x")]
    public void Refuses_signals(string text, string expected) => Assert.Equal(expected, Refusal(() => SignalText.Read(text)));

    [Theory]
    [InlineData("host", "host", null)]
    [InlineData("pod", "pod", null)]
    [InlineData("private", "private", null)]
    [InlineData("", "private", null)]
    [InlineData("container:x", "container", "x")]
    [InlineData("ns:/proc/1/ns/pid", "path", "/proc/1/ns/pid")]
    public void Reads_namespaces(string text, string mode, string? value) =>
        Assert.Equal(new NamespaceMode { Mode = mode, Value = value }, NamespaceText.Read(text));

    [Theory]
    [InlineData("wat", "unrecognized namespace mode wat passed")]
    [InlineData("container:", "namespace mode container requires a value")]
    [InlineData("ns:", "namespace mode path requires a value")]
    [InlineData("shareable", "unrecognized namespace mode shareable passed")]
    public void Refuses_namespaces(string text, string expected) => Assert.Equal(expected, Refusal(() => NamespaceText.Read(text)));

    [Fact]
    public void Each_namespace_has_words_of_its_own()
    {
        Assert.Equal("shareable", NamespaceText.ReadIpc("").Mode);
        Assert.Equal("shareable", NamespaceText.ReadIpc("shareable").Mode);
        Assert.Equal("none", NamespaceText.ReadIpc("none").Mode);
        Assert.Equal("host", NamespaceText.ReadIpc("host").Mode);
        Assert.Equal("host", NamespaceText.ReadUser("").Mode);
        Assert.Equal("nomap", NamespaceText.ReadUser("nomap").Mode);
        Assert.Equal(new NamespaceMode { Mode = "auto", Value = "size=10" }, NamespaceText.ReadUser("auto:size=10"));
        Assert.Equal("private", NamespaceText.ReadUser("private").Mode);
        Assert.Equal("container", NamespaceText.ReadUser("container:x").Mode);
    }

    [Theory]
    [InlineData("/dev/a")]
    [InlineData("/dev/a:/dev/b")]
    [InlineData("/dev/a:rwm")]
    [InlineData("/dev/a:/dev/b:r")]
    public void Reads_devices(string text) => Assert.Equal(text, DeviceText.Read(text).Path);

    [Theory]
    [InlineData("", "invalid device specification: ")]
    [InlineData(":/dev/b", "invalid device specification: :/dev/b")]
    [InlineData("/a:/b:r:w", "invalid device specification: /a:/b:r:w")]
    [InlineData("/dev/a:x", "invalid device mode: x")]
    [InlineData("/dev/a:", "invalid device mode: ")]
    [InlineData("/dev/a:rr", "invalid device mode: rr")]
    [InlineData("/dev/a:/dev/b:x", "invalid device mode: x")]
    [InlineData("/dev/a:r:w", "invalid device mode: r")]
    public void Refuses_devices(string text, string expected) => Assert.Equal(expected, Refusal(() => DeviceText.Read(text)));

    [Theory]
    [InlineData("x", "x is invalid, sysctl values must be in the form of KEY=VALUE")]
    [InlineData("=x", "=x is invalid, sysctl values must be in the form of KEY=VALUE")]
    [InlineData("net.a = 1", "'net.a = 1' is invalid, extra spaces found")]
    [InlineData("vm.swappiness=1", "sysctl 'vm.swappiness=1' is not allowed")]
    public void Refuses_sysctls(string text, string expected) => Assert.Equal(expected, Refusal(() => SysctlText.ReadAll([text])));

    [Fact]
    public void Reads_sysctls() => Assert.Equal("a=b", SysctlText.ReadAll(["fs.mqueue.x=1", "net.ipv4.y=a=b"])["net.ipv4.y"]);

    [Theory]
    [InlineData("wat", "invalid --security-opt 1: \"wat\"")]
    [InlineData("seccomp=", "invalid --security-opt 1: \"seccomp=\"")]
    [InlineData("wat=1", "invalid --security-opt 2: \"wat=1\"")]
    [InlineData("no-new-privileges=x", "invalid --security-opt 2: \"no-new-privileges=x\"")]
    [InlineData("systempaths=x", "invalid systempaths option \"x\", only `unconfined` is supported")]
    public void Refuses_security_options(string text, string expected) => Assert.Equal(expected, Refusal(() => SecurityText.AddTo(new ContainerSpec(), text)));

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("/bin/sh", new[] { "/bin/sh" })]
    [InlineData("sh -c x", new[] { "sh -c x" })]
    [InlineData("[\"sh\",\"-c\"]", new[] { "sh", "-c" })]
    [InlineData("[]", new string[0])]
    [InlineData("[sh", new[] { "[sh" })]
    [InlineData("[1]", new[] { "[1]" })]
    [InlineData("[null]", new[] { "[null]" })]
    public void Reads_entry_points(string text, string[] expected) => Assert.Equal(expected, EntrypointText.Read(text));

    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("::ffff:1.1.1.1", true)]
    [InlineData("127.1", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("host", false)]
    [InlineData("", false)]
    public void Knows_addresses(string text, bool expected) => Assert.Equal(expected, DnsText.IsAddress(text));

    [Fact]
    public void Refuses_name_servers_and_domains()
    {
        Assert.Equal("x is not an ip address", Refusal(() => DnsText.ReadServers(["1.1.1.1", "x"])));
        Assert.Equal("none is not allowed to be specified with other DNS ip addresses", Refusal(() => DnsText.ReadServers(["none", "1.1.1.1"])));
        Assert.Equal("cannot pass additional search domains when also specifying '.'", Refusal(() => DnsText.ReadSearches([".", "a.b"])));
        Assert.Equal(["."], DnsText.ReadSearches(["."]));
        foreach (var wrong in new[] { "", "-a", "a-.b", "a..b", "a_b", "1.2", new string('a', 300) })
            Assert.Equal($"{wrong} is not a valid domain", Refusal(() => DnsText.ReadSearches([wrong])));
    }

    [Theory]
    [InlineData("x", "bad format for add-host: \"x\"")]
    [InlineData(":1.1.1.1", "bad format for add-host: \":1.1.1.1\"")]
    [InlineData("a;;b:1.1.1.1", "hostname in add-host \"a;;b:1.1.1.1\" is empty")]
    [InlineData("a:x", "invalid IP address in add-host: \"x\"")]
    public void Refuses_host_entries(string text, string expected) => Assert.Equal(expected, Refusal(() => HostEntryText.Read(text)));

    [Theory]
    [InlineData("a:::1")]
    [InlineData("a:host-gateway")]
    public void Reads_host_entries(string text) => Assert.Equal(text, HostEntryText.Read(text));

    [Theory]
    [InlineData("linux//v8")]
    [InlineData("linux/arm/v8/x")]
    [InlineData("/arm")]
    public void Refuses_platforms(string text) =>
        Assert.Equal($"invalid platform {text}: must be os[/arch[/variant]]", Refusal(() => PlatformText.AddTo(new ContainerSpec(), text)));

    [Theory]
    [InlineData("x", "invalid log option \"x\"")]
    [InlineData("=x", "invalid log option \"=x\"")]
    [InlineData("max-size=x", "invalid log option max-size: invalid size: 'x'")]
    public void Refuses_log_options(string text, string expected) => Assert.Equal(expected, Refusal(() => LogText.AddTo(new LogConfiguration(), text)));

    [Theory]
    [InlineData("wat", "\"wat\" is not a valid restart policy: invalid argument")]
    [InlineData("always:3", "restart policy retries can only be specified with on-failure restart policy")]
    [InlineData("on-failure:x", "parsing restart policy retry count: \"x\" is not a number")]
    [InlineData("on-failure:-1", "parsing restart policy retry count: \"-1\" is not a number")]
    [InlineData("on-failure:1:2", "invalid restart policy: may specify retries at most once")]
    public void Refuses_restart_policies(string text, string expected) => Assert.Equal(expected, Refusal(() => RestartText.AddTo(new ContainerSpec(), text)));

    [Fact]
    public void Never_is_no() => Assert.Equal("no", RestartText.AddTo(new ContainerSpec(), "never").RestartPolicy);

    [Fact]
    public void Passes_on_the_callers_variables_by_name_and_by_beginning()
    {
        var caller = new Dictionary<string, string> { ["AA"] = "1", ["AB"] = "2", ["B"] = "3" };
        var variables = new Dictionary<string, string>();
        EnvironmentText.AddTo(variables, "A*", caller);
        EnvironmentText.AddTo(variables, "B", caller);
        EnvironmentText.AddTo(variables, "C", caller);
        EnvironmentText.AddTo(variables, "AB=own", caller);
        Assert.Equal(new Dictionary<string, string> { ["AA"] = "1", ["AB"] = "own", ["B"] = "3" }, variables);
        Assert.NotEmpty(EnvironmentText.OfCaller());
    }

    [Fact]
    public void Refuses_lines_of_label_files_with_spaces_in_the_name() =>
        Assert.Equal("name \"a b\" has white spaces, poorly formatted name", Refusal(() => LabelText.AddLines([], "a b=c")));

    [Fact]
    public void Memory_of_half_the_range_leaves_swap_unlimited() => Assert.Equal(-1, MemoryText.WithLimit(null, "5000000000g").Swap);
}
