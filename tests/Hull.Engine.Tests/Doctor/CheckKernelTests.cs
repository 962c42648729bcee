using Hull.Engine.Doctor;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckKernelTests : DoctorTest
{
    private static readonly (string, string) WithOverlay = ("/proc/filesystems", "nodev\tsysfs\n\text4\nnodev\toverlay\n");

    [Theory]
    [InlineData("6.1.0-18-amd64", FindingState.Good, null)]
    [InlineData("5.11", FindingState.Good, null)]
    [InlineData("5.10.0-28-amd64", FindingState.Warning, "5.11")]
    [InlineData("5.5.1", FindingState.Bad, "5.11")]
    [InlineData("4.19.0-6-amd64", FindingState.Bad, "5.11")]
    [InlineData("mine", FindingState.Warning, null)]
    public void Wants_openat2_and_overlay_for_users(string release, FindingState state, string? mend) =>
        Is(state, release, mend, Only(CheckKernel.Look(User(WithOverlay) with { KernelRelease = release }), "kernel"));

    [Fact]
    public void Root_needs_no_overlay_for_users() =>
        Is(FindingState.Good, "5.10", null, Only(CheckKernel.Look(Administrator(WithOverlay) with { KernelRelease = "5.10.0" }), "kernel"));

    [Fact]
    public void Overlayfs_that_is_not_loaded_is_bad_for_a_user_only()
    {
        Assert.Single(CheckKernel.Look(User(WithOverlay)));
        Is(FindingState.Bad, "not loaded", "sudo modprobe overlay", Only(CheckKernel.Look(User(("/proc/filesystems", "\text4\n"))), "overlayfs"));
        Is(FindingState.Warning, "not loaded", "modprobe overlay", Only(CheckKernel.Look(Administrator(("/proc/filesystems", "\text4\n"))), "overlayfs"));
    }
}
