using Hull.Engine.Containers;
using Hull.Oci;

namespace Hull.Engine.Tests.Containers;

public sealed class ResolveContainerSecurityTests
{
    [Fact]
    public void The_defaults_are_podmans_eleven() => Assert.Equal(
        [
            "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP",
            "CAP_SETUID", "CAP_SYS_CHROOT",
        ],
        SampleRequest.Decide(new ContainerSpec()).Capabilities);

    [Fact]
    public void Privileged_means_all_that_the_engine_has_and_no_filter()
    {
        var config = SampleRequest.Decide(new ContainerSpec { Privileged = true });
        Assert.Equal(SampleRequest.Host.BoundingSet, config.Capabilities);
        Assert.Equal("unconfined", config.Spec.SeccompProfilePath);
        Assert.DoesNotContain("CAP_SYS_RESOURCE", config.Capabilities);
    }

    [Theory]
    [InlineData(false, null, "", "/usr/share/containers/seccomp.json")]
    [InlineData(false, "unconfined", "", "unconfined")]
    [InlineData(false, "/etc/passwd", "", "/etc/passwd")]
    [InlineData(false, null, "/etc/passwd", "/etc/passwd")]
    [InlineData(false, null, "unconfined", "unconfined")]
    [InlineData(false, "/etc/passwd", "unconfined", "/etc/passwd")]
    [InlineData(true, null, "", "unconfined")]
    [InlineData(true, "/etc/passwd", "", "/etc/passwd")]
    [InlineData(true, "/usr/share/containers/seccomp.json", "", "unconfined")]
    [InlineData(true, null, "/etc/passwd", "/etc/passwd")]
    public void The_filter_is_the_callers_the_settings_or_the_default(bool privileged, string? asked, string configured, string profile)
    {
        var request = SampleRequest.Of(new ContainerSpec { Privileged = privileged, SeccompProfilePath = asked }).With(c => c with { SeccompProfile = configured });
        Assert.Equal(profile, ResolveContainer.Decide(request).Spec.SeccompProfilePath);
    }

    [Fact]
    public void The_administrators_profile_comes_before_the_vendors()
    {
        var request = SampleRequest.Of();
        request = request with
        {
            Paths = new Dictionary<string, HostPath> { [HostPaths.SeccompOverride] = new() { Kind = HostPathKind.File, FullPath = HostPaths.SeccompOverride } },
        };
        Assert.Equal(HostPaths.SeccompOverride, ResolveContainer.Decide(request).Spec.SeccompProfilePath);
    }

    [Theory]
    [InlineData("u", null, "u")]
    [InlineData("u", "1:2", "1:2")]
    [InlineData(null, null, "")]
    public void The_user_is_the_callers_or_the_images(string? image, string? asked, string user) =>
        Assert.Equal(user, SampleRequest.Decide(new ContainerSpec { User = asked }, new ContainerDefaults { Cmd = ["x"], User = image }).Spec.User);

    [Fact]
    public void A_user_only_has_what_was_added_by_name()
    {
        Assert.Empty(SampleRequest.Decide(new ContainerSpec()).UserCapabilities);
        Assert.Equal(["CAP_NET_ADMIN"], SampleRequest.Decide(new ContainerSpec { CapAdd = ["net_admin"] }).UserCapabilities);
        Assert.Equal(SampleRequest.Host.BoundingSet, SampleRequest.Decide(new ContainerSpec { CapAdd = ["ALL"] }).UserCapabilities);
    }

    [Fact]
    public void Labels_without_selinux_have_no_effect_and_say_so()
    {
        Assert.Empty(SampleRequest.Decide(new ContainerSpec { SelinuxOpts = ["disable"] }).Warnings);
        Assert.Contains("no effect", Assert.Single(SampleRequest.Decide(new ContainerSpec { SelinuxOpts = ["type:t"] }).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void With_selinux_a_container_says_that_it_has_no_label()
    {
        var request = SampleRequest.Of();
        request = request with { Host = request.Host with { Selinux = true } };
        Assert.Contains("not separated", Assert.Single(ResolveContainer.Decide(request).Warnings), StringComparison.Ordinal);
        Assert.Empty(ResolveContainer.Decide(request with { Spec = new ContainerSpec { SelinuxOpts = ["disable"] } }).Warnings);
        Assert.Empty(ResolveContainer.Decide(request with { Spec = new ContainerSpec { Privileged = true } }).Warnings);
    }

    [Theory]
    [InlineData(false, "p", "conf", "p")]
    [InlineData(false, null, "conf", "conf")]
    [InlineData(false, null, "", null)]
    [InlineData(true, null, "conf", null)]
    [InlineData(true, "p", "conf", "p")]
    public void With_apparmor_the_profile_is_the_callers_or_the_settings(bool privileged, string? asked, string configured, string? profile)
    {
        var request = SampleRequest.Of(new ContainerSpec { ApparmorProfile = asked, Privileged = privileged }).With(c => c with { ApparmorProfile = configured });
        request = request with { Host = request.Host with { Apparmor = true } };
        Assert.Equal(profile, ResolveContainer.Decide(request).Spec.ApparmorProfile);
    }
}
