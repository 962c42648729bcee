using Hull.Cli.Output.Rows;
using Hull.Engine.Systemwide.Usage;

namespace Hull.Cli.Tests.Output;

public sealed class DfSummaryTests
{
    [Fact]
    public void What_is_in_use_is_not_free()
    {
        var rows = DfSummary.Of(new DiskUsage
        {
            // One image of two names, in use; one that is not. They share 900.
            Images = [Image("a", 1000, unique: 100, containers: 2), Image("a", 1000, unique: 100, containers: 2), Image("b", 910, unique: 10, containers: 0)],
            ImagesSize = 1010,
            Containers = [Container(30, "running"), Container(10, "exited")],
            Volumes = [new VolumeUsage { Name = "v", Links = 1, Size = 7 }, new VolumeUsage { Name = "w", Links = 0, Size = 5 }],
        });
        Assert.Equal(
            [
                new DfSummary("Images", 2, 1, 1010, 910),
                new DfSummary("Containers", 2, 1, 40, 10),
                new DfSummary("Local Volumes", 2, 1, 12, 5),
            ],
            rows);
        Assert.Equal(["910B (90%)", "10B (25%)", "5B (42%)"], rows.Select(row => row.Reclaimable));
        Assert.Equal("1.01kB", rows[0].Size);
    }

    [Fact]
    public void Nothing_is_zero() => Assert.All(
        DfSummary.Of(new DiskUsage { Images = [], ImagesSize = 0, Containers = [], Volumes = [] }), row => Assert.Equal(("0B", "0B (0%)"), (row.Size, row.Reclaimable)));

    private static ImageUsage Image(string id, long size, long unique, int containers) => new()
    {
        Id = id,
        Repository = "r",
        Tag = "t",
        Created = DateTimeOffset.UnixEpoch,
        Size = size,
        SharedSize = size - unique,
        UniqueSize = unique,
        Containers = containers,
    };

    private static ContainerUsage Container(long size, string status) => new()
    {
        Id = "c",
        Image = "a",
        Command = [],
        LocalVolumes = 0,
        RwSize = size,
        Created = DateTimeOffset.UnixEpoch,
        Status = status,
        Names = "n",
    };
}
