using Hull.Engine.Containers;
using Hull.Oci;

namespace Hull.Engine.Tests.Containers;

public sealed class ResolveContainerTests
{
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    [Theory]
    // entry point and command of the image; of the caller (null is not said); what runs
    [InlineData("e1 e2", "c1", null, null, "e1 e2 c1")]
    [InlineData("e1", "c1", null, "x y", "e1 x y")]
    [InlineData("e1", "c1", "n", null, "n")]
    [InlineData("e1", "c1", "n", "x", "n x")]
    [InlineData("e1", "c1", "", null, "c1")]
    [InlineData("e1", "c1", "", "x", "x")]
    [InlineData("", "c1 c2", null, null, "c1 c2")]
    [InlineData("e1", "", null, null, "e1")]
    [InlineData("", "c1", "n", null, "n")]
    public void Joins_entry_point_and_command(string imageEntry, string imageCommand, string? entry, string? command, string args)
    {
        var image = new ContainerDefaults { Entrypoint = Words(imageEntry), Cmd = Words(imageCommand) };
        Assert.Equal(args, string.Join(' ', SampleRequest.Decide(new ContainerSpec { Entrypoint = Words(entry), Command = Words(command) }, image).Args));
    }

    [Fact]
    public void One_empty_word_clears_the_entry_point()
    {
        // As Podman: any entry point given, be it empty, puts the image's command aside.
        var image = new ContainerDefaults { Entrypoint = ["e"], Cmd = ["c"] };
        Assert.Equal(["x"], SampleRequest.Decide(new ContainerSpec { Entrypoint = [""], Command = ["x"] }, image).Args);
    }

    [Fact]
    public void The_environment_has_podmans_order_of_precedence()
    {
        var request = SampleRequest.Of(
            new ContainerSpec { Env = new Dictionary<string, string> { ["SPEC"] = "s", ["BOTH"] = "spec" }, UnsetEnv = ["GONE"], Terminal = true },
            new ContainerDefaults { Cmd = ["x"], Env = ["IMAGE=i", "BOTH=image", "CONF=image", "GONE=1", "http_proxy=image"] })
            .With(containers => containers with { Env = ["CONF=conf", "OWN=conf"] });
        request = request with { Host = request.Host with { Environment = new Dictionary<string, string> { ["http_proxy"] = "host", ["SECRET"] = "x" } } };
        Assert.Equal(
            [DefaultPath, "container=podman", "http_proxy=host", "CONF=image", "OWN=conf", "IMAGE=i", "BOTH=spec", "TERM=xterm", "SPEC=s", "HOSTNAME=0123456789ab"],
            ResolveContainer.Decide(request).Env);
    }

    [Fact]
    public void The_hosts_environment_is_only_passed_on_when_asked()
    {
        var request = SampleRequest.Of();
        request = request with { Host = request.Host with { Environment = new Dictionary<string, string> { ["http_proxy"] = "p", ["HOSTVAR"] = "x" } } };
        Assert.DoesNotContain("HOSTVAR=x", ResolveContainer.Decide(request).Env);
        Assert.Contains("http_proxy=p", ResolveContainer.Decide(request).Env);
        Assert.DoesNotContain("http_proxy=p", ResolveContainer.Decide(request with { Spec = new ContainerSpec { HttpProxy = false } }).Env);
        Assert.Contains("HOSTVAR=x", ResolveContainer.Decide(request with { Spec = new ContainerSpec { EnvHost = true } }).Env);
    }

    [Fact]
    public void All_variables_can_be_taken_away() => Assert.Equal(
        ["A=1", "HOSTNAME=0123456789ab"],
        SampleRequest.Decide(new ContainerSpec { UnsetEnvAll = true, Env = new Dictionary<string, string> { ["A"] = "1" } }).Env);

    [Theory]
    [InlineData("private", "none", null, "0123456789ab", "0123456789ab")]
    [InlineData("private", "none", "mine", "mine", "mine")]
    [InlineData("private", "host", null, "host", "host")]
    [InlineData("host", "none", null, null, "host")]
    [InlineData("container", "none", null, null, null)]
    public void The_host_name_follows_the_namespaces(string uts, string network, string? asked, string? hostname, string? variable)
    {
        var config = SampleRequest.Decide(new ContainerSpec
        {
            Hostname = asked,
            UtsNamespace = new NamespaceMode { Mode = uts, Value = uts == "container" ? "other" : null },
            NetworkNamespace = NamespaceMode.Of(network),
        });
        Assert.Equal(hostname, config.Spec.Hostname);
        Assert.Equal(variable is null ? null : "HOSTNAME=" + variable, config.Env.FirstOrDefault(line => line.StartsWith("HOSTNAME=", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_name_can_be_the_host_name()
    {
        var request = SampleRequest.Of(new ContainerSpec { Name = "my_c.tr-1" }).With(containers => containers with { ContainerNameAsHostname = true });
        Assert.Equal("myctr-1", ResolveContainer.Decide(request).Spec.Hostname);
    }

    [Theory]
    [InlineData(null, null, "/", false)]
    [InlineData("/img", null, "/img", true)]
    [InlineData("img/sub/", null, "/img/sub", true)]
    [InlineData("/img", "/mine/../x/.", "/x", false)]
    public void The_working_directory_is_the_callers_or_the_images(string? image, string? asked, string directory, bool create)
    {
        var config = SampleRequest.Decide(new ContainerSpec { WorkDir = asked }, new ContainerDefaults { Cmd = ["x"], WorkingDir = image });
        Assert.Equal((directory, create), (config.WorkDir, config.CreateWorkDir));
    }

    [Theory]
    [InlineData(null, null, 15)]
    [InlineData("SIGQUIT", null, 3)]
    [InlineData("9", null, 9)]
    [InlineData("RTMIN+3", null, 37)]
    [InlineData("SIGQUIT", 10, 10)]
    public void The_stop_signal_is_the_callers_or_the_images(string? image, int? asked, int signal) => Assert.Equal(
        signal, SampleRequest.Decide(new ContainerSpec { StopSignal = asked }, new ContainerDefaults { Cmd = ["x"], StopSignal = image }).StopSignal);

    [Fact]
    public void Labels_of_the_image_are_merged_and_its_annotations_are_not()
    {
        var request = SampleRequest.Of(
            new ContainerSpec { Labels = new Dictionary<string, string> { ["a"] = "spec" }, Annotations = new Dictionary<string, string> { ["run.oci.keep_original_groups"] = "1" } },
            new ContainerDefaults { Cmd = ["x"], Labels = new Dictionary<string, string> { ["a"] = "image", ["b"] = "image" } })
            .With(containers => containers with { Annotations = ["from=conf", "flag"] });
        request = request with { Image = request.Image with { Annotations = new Dictionary<string, string> { ["run.oci.handler"] = "evil", ["x"] = "y" } } };
        var config = ResolveContainer.Decide(request);
        Assert.Equal(("spec", "image", 2), (config.Spec.Labels!["a"], config.Spec.Labels["b"], config.Spec.Labels.Count));
        Assert.DoesNotContain("run.oci.handler", config.Spec.Annotations!.Keys);
        Assert.DoesNotContain("x", config.Spec.Annotations.Keys);
        Assert.Equal(("conf", "", "1"), (config.Spec.Annotations["from"], config.Spec.Annotations["flag"], config.Spec.Annotations["run.oci.keep_original_groups"]));
    }

    [Fact]
    public void An_init_comes_first_and_is_found_beforehand()
    {
        var request = SampleRequest.Of(new ContainerSpec { Init = true, Command = ["x"] }) with { InitProgram = "/usr/bin/catatonit" };
        var config = ResolveContainer.Decide(request);
        Assert.Equal(["/run/podman-init", "--", "x"], config.Args);
        Assert.Equal((true, "/usr/bin/catatonit"), (config.Spec.Init, config.Spec.InitPath));
        Assert.Equal(["x"], ResolveContainer.Decide(request with { Spec = request.Spec with { Init = false } }).Args);
    }

    [Fact]
    public void Defaults_for_shared_namespaces_are_left_out()
    {
        var request = SampleRequest.Of(new ContainerSpec { NetworkNamespace = NamespaceMode.Of("host"), IpcNamespace = NamespaceMode.Of("host") })
            .With(containers => containers with { DefaultSysctls = ["net.ipv4.ping_group_range=0 0", "fs.mqueue.msg_max=5", "kernel.shmmax=1"] });
        Assert.Empty(ResolveContainer.Decide(request).Spec.Sysctl!);
        request = request with { Spec = new ContainerSpec { Sysctl = new Dictionary<string, string> { ["kernel.shmmax"] = "2" } } };
        var sysctl = ResolveContainer.Decide(request).Spec.Sysctl!;
        Assert.Equal(("0 0", "5", "2"), (sysctl["net.ipv4.ping_group_range"], sysctl["fs.mqueue.msg_max"], sysctl["kernel.shmmax"]));
    }

    [Fact]
    public void A_namespace_of_another_container_keeps_its_id_and_a_path_its_file()
    {
        var config = SampleRequest.Decide(new ContainerSpec
        {
            PidNamespace = new NamespaceMode { Mode = "container", Value = "abc" },
            NetworkNamespace = new NamespaceMode { Mode = "path", Value = "/etc/passwd" },
        });
        Assert.Equal(("container", "abc"), (config.Spec.PidNamespace.Mode, config.Spec.PidNamespace.Value));
        Assert.Equal("/etc/passwd", config.Spec.NetworkNamespace.Value);
    }

    [Theory]
    [InlineData(false, "host")]
    [InlineData(true, "private")]
    public void The_cgroup_namespace_follows_the_hierarchy(bool v2, string mode)
    {
        var request = SampleRequest.Of();
        request = request with { Host = request.Host with { CgroupV2 = v2 } };
        Assert.Equal(mode, ResolveContainer.Decide(request).Spec.CgroupNamespace.Mode);
        Assert.Equal("host", ResolveContainer.Decide(request.With(c => c with { Cgroupns = "host" })).Spec.CgroupNamespace.Mode);
    }

    [Fact]
    public void Settings_choose_the_namespaces_where_nobody_does()
    {
        var request = SampleRequest.Of().With(c => c with { Pidns = "host", Ipcns = "none", Utsns = "host", Netns = "host" });
        var spec = ResolveContainer.Decide(request).Spec;
        Assert.Equal(("host", "none", "host", "host", "host"), (spec.PidNamespace.Mode, spec.IpcNamespace.Mode, spec.UtsNamespace.Mode, spec.NetworkNamespace.Mode, spec.UserNamespace.Mode));
        spec = SampleRequest.Decide(new ContainerSpec()).Spec;
        Assert.Equal(("private", "shareable", "private", "bridge"), (spec.PidNamespace.Mode, spec.IpcNamespace.Mode, spec.UtsNamespace.Mode, spec.NetworkNamespace.Mode));
    }

    [Fact]
    public void What_was_decided_names_all_that_a_start_reads()
    {
        var config = SampleRequest.Decide(new ContainerSpec());
        Assert.Equal(("quick_fox", "/usr/bin/runc", "runc", "cgroupfs"), (config.Name, config.Runtime, config.Spec.OciRuntime, config.CgroupManager));
        Assert.Equal(("k8s-file", $"/r/containers/{SampleRequest.Id}/ctr.log"), (config.LogDriver, config.LogPath));
        Assert.Equal((10u, "enabled", "no", "0022", HostPaths.SeccompDefault), (config.StopTimeout, config.Spec.CgroupsMode, config.Spec.RestartPolicy, config.Spec.Umask, config.Spec.SeccompProfilePath));
        Assert.Equal((67108864L, 2048L), (config.Spec.ShmSize, config.Spec.ResourceLimits!.Pids!.Limit));
        Assert.Empty(config.Warnings);
    }

    private static string[]? Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
