using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>system df, and the prunes.</summary>
public sealed class DiskUsageTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void What_images_and_containers_take_is_added_up()
    {
        var engine = Open("crun");
        engine.Ok("run", "--name", "gone", "--network", "none", Image, "sh", "-c", "head -c 5000 /dev/zero >/file");
        engine.Ok("run", "-d", "--name", "up", "--network", "none", Image, "sleep", "1000");
        var lines = engine.Run("system", "df").Lines;
        Assert.Equal("TYPE TOTAL ACTIVE SIZE RECLAIMABLE", Squeezed(lines[0]));
        Assert.StartsWith("Images ", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^Containers 2 1 .* \(\d+%\)$", Squeezed(lines[2]));
        var sizes = engine.Run("system", "df", "--format", "{{.Type}}:{{.Total}}:{{.Active}}:{{.RawSize}}:{{.RawReclaimable}}").Lines;
        var containers = sizes[1].Split(':');
        Assert.Equal(["Containers", "2", "1"], containers[..3]);
        Assert.InRange(int.Parse(containers[3]), 5000, 20_000);
    }

    [Fact]
    public void Each_is_shown_where_asked()
    {
        var engine = Open("crun");
        engine.Ok("run", "--name", "gone", "--network", "none", Image, "true");
        var lines = engine.Run("system", "df", "--verbose").Lines.Select(Squeezed).ToList();
        Assert.Contains("Images space usage:", lines);
        Assert.Contains("REPOSITORY TAG IMAGE ID CREATED SIZE SHARED SIZE UNIQUE SIZE CONTAINERS", lines);
        Assert.Contains(lines, line => line.StartsWith("localhost/test/busybox latest ", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));
        Assert.Contains("CONTAINER ID IMAGE COMMAND LOCAL VOLUMES SIZE CREATED STATUS NAMES", lines);
        Assert.Contains(lines, line => line.EndsWith(" exited gone", StringComparison.Ordinal));
        Assert.Contains("VOLUME NAME LINKS SIZE", lines);
    }

    [Fact]
    public void Json_has_podmans_fields()
    {
        NotInPodman("4.3 prints no JSON here");
        var engine = Open("crun");
        using var document = JsonDocument.Parse(engine.Ok("system", "df", "--format", "json"));
        Assert.Equal(["Images", "Containers", "Local Volumes"], document.RootElement.EnumerateArray().Select(row => row.GetProperty("Type").GetString()!));
        Assert.Equal(
            ["Type", "Total", "Active", "RawSize", "RawReclaimable", "TotalCount", "Size", "Reclaimable"],
            document.RootElement[0].EnumerateObject().Select(field => field.Name));
        Failure.Says(engine.Run("system", "df", "--verbose", "--format", "json"), 125, "cannot combine --format and --verbose flags");
    }

    [Fact]
    public void Pruning_containers_takes_those_at_rest()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "up", "--network", "none", Image, "sleep", "1000");
        var gone = Made(engine, "gone", "--label", "kind=one");
        var kept = Made(engine, "kept");
        Assert.Equal(gone, engine.Ok("container", "prune", "--force", "--filter", "label=kind=one"));
        Assert.Equal("", engine.Ok("container", "prune", "--force", "--filter", "until=1h"));
        Assert.Contains("WARNING! This will remove all non running containers.", engine.RunWithInput("n\n", "container", "prune").Ok());
        Assert.Equal(["kept", "up"], engine.Run("ps", "-a", "--format", "{{.Names}}").Lines.Order());
        Assert.EndsWith(kept, engine.RunWithInput("y\n", "container", "prune").Ok(), StringComparison.Ordinal);
        Assert.Equal("up", engine.Ok("ps", "-a", "--format", "{{.Names}}"));
        Failure.Says(engine.Run("container", "prune", "--force", "--filter", "colour=blue"), 125, "colour is an invalid filter");
    }

    [Fact]
    public void Pruning_images_takes_the_dangling_or_all_that_nothing_uses()
    {
        var engine = Open("crun");
        var first = Imported(engine, "one");
        var named = Imported(engine, "two");
        engine.Ok("untag", first);
        engine.Ok("tag", named, "localhost/prune:named");
        Assert.Contains("WARNING! This command removes all dangling images.", engine.RunWithInput("n\n", "image", "prune").Ok());
        Assert.Equal(first, engine.Ok("image", "prune", "--force"));
        Assert.Equal("", engine.Ok("image", "prune", "--force"));
        Assert.Equal("", engine.Ok("image", "prune", "--all", "--force", "--filter", "label=kind=none"));
        engine.Ok("rmi", "--force", named);
        Failure.Says(engine.Run("image", "prune", "--force", "--filter", "colour=blue"), 125, "unsupported image filter \"colour\"");
    }

    [Fact]
    public void Pruning_the_system_tells_what_it_gave_back()
    {
        var engine = Open("crun");
        var gone = engine.Ok("create", "--name", "gone", "--label", "kind=one", "--network", "none", Image, "true");
        Assert.Contains("\t- all stopped containers\n", engine.RunWithInput("n\n", "system", "prune").Ok());
        Assert.Matches($@"^Deleted Containers\n{gone}\nTotal reclaimed space: [0-9.]+k?B$", engine.Ok("system", "prune", "--force", "--filter", "label=kind=one"));
        Assert.Equal("Total reclaimed space: 0B", engine.Ok("system", "prune", "--force", "--filter", "label=kind=one"));
    }

    private static string Made(TestedEngine engine, string name, params string[] options) =>
        engine.Ok(["create", "--name", name, "--network", "none", .. options, Image, "true"]);

    // An image of one file, so that no two are the same.
    private string Imported(TestedEngine engine, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Temp, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "file"), name);
        var archive = Path.Combine(Temp, name + ".tar");
        System.Formats.Tar.TarFile.CreateFromDirectory(folder, archive, includeBaseDirectory: false);
        return engine.Ok("import", "--quiet", archive, $"localhost/prune:{name}").Split(':')[^1];
    }

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
