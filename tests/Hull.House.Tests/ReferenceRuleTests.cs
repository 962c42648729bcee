namespace Hull.House.Tests;

/// <summary>Which room may know which. A reference that is not listed here is a mistake in the design or in this table.</summary>
public sealed class ReferenceRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hull.Core"] = [],
        ["Hull.Linux"] = ["Hull.Core"],
        ["Hull.Oci"] = ["Hull.Core"],
        ["Hull.Templates"] = ["Hull.Core"],
        ["Hull.Images"] = ["Hull.Core", "Hull.Linux", "Hull.Oci"],
        ["Hull.Engine"] = ["Hull.Core", "Hull.Images", "Hull.Linux", "Hull.Oci"],
        ["Hull.Build"] = ["Hull.Core", "Hull.Engine"],
        ["Hull.Kube"] = ["Hull.Core", "Hull.Engine"],
        ["Hull.Systemd"] = ["Hull.Core", "Hull.Engine"],
        ["Hull.Api"] = ["Hull.Core", "Hull.Build", "Hull.Kube", "Hull.Engine"],
        ["Hull.Cli"] = ["Hull.Core", "Hull.Api", "Hull.Build", "Hull.Kube", "Hull.Systemd", "Hull.Engine", "Hull.Templates"],
    };

    // Namespaces of lower rooms that the public members of a room speak of: whoever uses the room may name them.
    private static readonly Dictionary<string, string[]> Surface = new()
    {
        ["Hull.Engine"] = ["Hull.Images", "Hull.Images.Registry", "Hull.Images.Transports", "Hull.Oci", "Hull.Oci.Runtime", "Hull.Linux.Processes"],
    };

    public static TheoryData<string> Rooms => [.. House.SourceRooms()];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_rooms_below_it(string room)
    {
        Assert.True(Allowed.TryGetValue(room, out var allowed), $"{room} is a room that the table of this test does not know");
        Assert.Empty(House.References(room).Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_project_hands_its_references_on_unseen(string room)
    {
        // A `using` of a room that is only reached through another one would get round the table above.
        var reachable = House.References(room).Append(room).ToHashSet();
        var spokenOf = House.References(room).SelectMany(reference => Surface.GetValueOrDefault(reference, [])).ToHashSet();
        var uses = House.SourceFiles()
            .Where(path => path.StartsWith($"src/{room}/", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(Path.Combine(House.Root, path)).Select(line => (path, line)))
            .Where(at => at.line.StartsWith("using Hull.", StringComparison.Ordinal))
            .Select(at => (at.path, space: at.line["using ".Length..].TrimEnd(';')))
            .Where(at => !reachable.Contains(string.Join('.', at.space.Split('.').Take(2))) && !spokenOf.Contains(at.space));
        Assert.Empty(uses);
    }

    [Fact]
    public void The_solution_names_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(House.Root, "Hull.slnx"));
        var projects = new[] { "src", "tests", "samples", "bench" }
            .Select(folder => Path.Combine(House.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(House.Root, path));
        Assert.All(projects, path => Assert.Contains($"\"{path}\"", solution));
    }
}
