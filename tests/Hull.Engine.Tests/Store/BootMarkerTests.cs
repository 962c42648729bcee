using Hull.Engine.Store;

namespace Hull.Engine.Tests.Store;

public sealed class BootMarkerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-boot-").FullName;
    private readonly StorePaths _paths;
    private readonly BootMarker _marker;

    public BootMarkerTests()
    {
        _paths = new StorePaths { Root = Path.Join(_directory, "root"), RunRoot = Path.Join(_directory, "run") };
        _marker = new BootMarker(_paths);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_fresh_store_is_a_new_boot_until_it_is_recorded()
    {
        Assert.True(_marker.IsNewBoot());
        _marker.MakeDirectories();
        Assert.True(_marker.IsNewBoot());
        _marker.Record();
        Assert.False(_marker.IsNewBoot());
    }

    [Fact]
    public void Another_boot_id_is_a_new_boot()
    {
        _marker.MakeDirectories();
        _marker.Record();
        File.WriteAllText(_paths.BootMarker, "00000000-0000-0000-0000-000000000000");
        Assert.True(_marker.IsNewBoot());
    }

    [Fact]
    public void An_emptied_run_root_is_a_new_boot()
    {
        _marker.MakeDirectories();
        _marker.Record();
        Directory.Delete(_paths.RunRoot, recursive: true);
        Assert.True(_marker.IsNewBoot());
    }

    [Fact]
    public void The_roots_are_closed_to_others()
    {
        _marker.MakeDirectories();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_paths.Root));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_paths.RunRoot));
    }
}
