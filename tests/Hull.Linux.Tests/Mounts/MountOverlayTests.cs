using Hull.Core;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Mounts;

public sealed class MountOverlayTests
{
    private static OverlayMount Make(TemporaryFolder folder, int layers, string name = "layer", bool writable = true)
    {
        List<string> lowers = [];
        for (var i = layers - 1; i >= 0; i--)
        {
            var lower = folder.Folder($"{name}{i}");
            File.WriteAllText(Path.Combine(lower, $"file{i}"), $"{i}");
            File.WriteAllText(Path.Combine(lower, "top"), $"{i}");
            lowers.Add(lower);
        }

        return new OverlayMount
        {
            LowerDirectories = lowers,
            UpperDirectory = writable ? folder.Folder($"{name}-upper") : null,
            WorkDirectory = writable ? folder.Folder($"{name}-work") : null,
        };
    }

    private static MountEntry EntryAt(string path) => MountTable.Read().FindLast(entry => entry.MountPoint == path)!;

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(100, true)]
    [InlineData(100, false)]
    [InlineData(500, true)]
    [InlineData(500, false)]
    public void Lays_folders_over_each_other_the_first_on_top(int layers, bool oneByOne) => PrivateMounts.Run(folder =>
    {
        var overlay = Make(folder, layers);
        var target = folder.Folder("merged");
        MountOverlay.Attach(overlay, target, oneByOne);
        Assert.Equal($"{layers - 1}", File.ReadAllText(Path.Combine(target, "top")));
        Assert.Equal(layers + 1, Directory.GetFiles(target).Length);
        File.WriteAllText(Path.Combine(target, "file0"), "changed");
        Assert.Equal("changed", File.ReadAllText(Path.Combine(overlay.UpperDirectory!, "file0")));
        Assert.True(Mount.Unmount(target));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Long_and_odd_paths_make_no_difference(bool oneByOne) => PrivateMounts.Run(folder =>
    {
        var deep = folder.Folder($"{new string('a', 200)}/{new string('b', 200)}");
        foreach (var name in new[] { Path.Combine(deep, "deep"), "a:b", "a,b", "a\\b", "a\\:b", "a\"b", "a b", "ä#" })
        {
            var target = folder.Folder("merged");
            MountOverlay.Attach(Make(folder, 3, name), target, oneByOne);
            Assert.Equal("2", File.ReadAllText(Path.Combine(target, "top")));
            File.Delete(Path.Combine(target, "file1"));
            Assert.False(File.Exists(Path.Combine(target, "file1")));
            Assert.True(Mount.Unmount(target));
        }
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sixty_layers_of_64_digit_names_fit(bool oneByOne) => PrivateMounts.Run(folder =>
    {
        var overlay = Make(folder, 60, new string('f', 64));
        MountOverlay.Attach(overlay, folder.Folder("merged"), oneByOne);
        Assert.Equal("59", File.ReadAllText(folder["merged/top"]));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Says_to_the_kernel_what_the_upper_may_hold(bool oneByOne) => PrivateMounts.Run(folder =>
    {
        MountOverlay.Attach(Make(folder, 2) with { IsVolatile = true, Flags = MountFlags.NoDevices }, folder.Folder("merged"), oneByOne);
        var entry = EntryAt(folder["merged"]);
        Assert.Equal(("overlay", "overlay", MountFlags.NoDevices), (entry.FileSystemType, entry.Source, entry.Flags));
        var options = entry.SuperOptions.Split(',');
        Assert.Contains(options, o => o is "volatile" or "fsync=volatile");
        // What is at its default is not shown; what may not be on is not.
        Assert.DoesNotContain(options, o => o is "index=on" or "redirect_dir=on" or "metacopy=on" or "xino=on" or "xino=auto");

        // A renamed folder of a lower layer is copied or refused, never a redirect that only the kernel can read.
        Directory.CreateDirectory(folder["layer0/folder"]);
        var run = RunAndCapture.Run(new SpawnRequest { Program = "mv", Arguments = [folder["merged/folder"], folder["merged/moved"]] });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
        var attributes = RunAndCapture.Run(new SpawnRequest { Program = "sh", Arguments = ["-c", $"getfattr -d -m - {folder["layer-upper"]}/* 2>/dev/null || true"] });
        Assert.DoesNotContain("redirect", attributes.OutputText);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void User_attributes_serve_without_rights_on_the_host(bool oneByOne) => PrivateMounts.Run(folder =>
    {
        // tmpfs takes user attributes since kernel 6.6; the temporary folder's own file system is tried as it is.
        MountOverlay.Attach(Make(folder, 2) with { UsesUserAttributes = true }, folder.Folder("merged"), oneByOne);
        Assert.Contains("userxattr", EntryAt(folder["merged"]).SuperOptions);
    });

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void Without_an_upper_it_is_read_only(int layers, bool oneByOne) => PrivateMounts.Run(folder =>
    {
        MountOverlay.Attach(Make(folder, layers, writable: false), folder.Folder("merged"), oneByOne);
        Assert.Equal($"{layers - 1}", File.ReadAllText(folder["merged/top"]));
        Assert.ThrowsAny<IOException>(() => File.WriteAllText(folder["merged/new"], ""));
    });

    [Fact]
    public void Working_directory_of_the_process_stays() => PrivateMounts.Run(folder =>
    {
        var before = Environment.CurrentDirectory;
        MountOverlay.Attach(Make(folder, 100, new string('x', 60)), folder.Folder("merged"), oneByOne: false);
        Assert.Equal(before, Environment.CurrentDirectory);
    });

    [Fact]
    public void Kernel_s_own_words_are_in_the_error() => PrivateMounts.Run(folder =>
    {
        using var context = new FileSystemContext("overlay");
        var error = Assert.Throws<EngineException>(() => context.Set("hull-no-such-option", "1"));
        Assert.Equal("mount overlay (hull-no-such-option=1): Invalid argument: overlay: Unknown parameter 'hull-no-such-option'", error.Message);

        var overlay = Make(folder, 1) with { WorkDirectory = folder["layer-upper"] };
        error = Assert.Throws<EngineException>(() => MountOverlay.Attach(overlay, folder.Folder("merged"), oneByOne: true));
        Assert.Equal("mount overlay (create): Invalid argument", error.Message);
        Assert.Null(EntryAt(folder["merged"]));
    });

    [Fact]
    public void Refuses_no_layers_too_many_and_half_an_upper() => PrivateMounts.Run(folder =>
    {
        var overlay = Make(folder, 1);
        foreach (var wrong in new[]
        {
            overlay with { LowerDirectories = [] },
            overlay with { LowerDirectories = [.. Enumerable.Repeat("/", 501)] },
            overlay with { UpperDirectory = null },
            overlay with { WorkDirectory = null },
        })
        {
            Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => MountOverlay.Attach(wrong, folder.Path)).Kind);
        }
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Missing_layer_is_an_error_and_leaves_nothing(bool oneByOne) => PrivateMounts.Run(folder =>
    {
        var overlay = Make(folder, 2) with { LowerDirectories = [folder["layer0"], folder["missing"]] };
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => MountOverlay.Attach(overlay, folder.Folder("merged"), oneByOne)).Kind);
        Assert.Null(EntryAt(folder["merged"]));
    });
}
