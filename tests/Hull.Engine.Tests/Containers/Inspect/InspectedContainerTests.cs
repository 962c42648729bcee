using System.Text.Json;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Tests.Golden;

namespace Hull.Engine.Tests.Containers.Inspect;

/// <summary>`inspect` of five fixed containers against what Debian's podman prints for them.</summary>
public sealed class InspectedContainerTests
{
    private static readonly Dictionary<string, Func<InspectedContainer>> Containers = new()
    {
        ["plain"] = FixedContainers.Plain,
        ["dressed"] = FixedContainers.Dressed,
        ["limited"] = FixedContainers.Limited,
        ["open"] = FixedContainers.Open,
        ["ended"] = FixedContainers.Ended,
    };

    [Fact]
    public void Has_each_key_of_podmans_with_the_same_type_but_for_the_listed_differences()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, inspect) in Containers) found.UnionWith(Differences.Of(GoldenJson.Read(name + ".json"), Json(inspect())));
        Assert.Equal(string.Join('\n', Differences.Listed("Containers").Order(StringComparer.Ordinal)), string.Join('\n', found));
    }

    [Fact]
    public void Has_the_values_of_podmans_but_for_the_listed_differences()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, inspect) in Containers)
        {
            var podman = GoldenJson.Values(GoldenJson.Read(name + ".json"));
            foreach (var (path, value) in GoldenJson.Values(Scrubbed(inspect())))
            {
                if (podman.TryGetValue(path, out var other) && other != value) found.Add($"{path}: {name}");
            }
        }
        var differing = found.GroupBy(row => row.Split(": ")[0], row => row.Split(": ")[1])
            .Select(rows => $"{rows.Key}: {(rows.Count() == Containers.Count ? "all" : string.Join(", ", rows))}");
        Assert.Equal(string.Join('\n', Differences.Listed("Values of containers").Order(StringComparer.Ordinal)), string.Join('\n', differing.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("ended", true)]
    public void Tells_times_that_never_came_as_go_does(string name, bool ended)
    {
        var state = Json(Containers[name]()).GetProperty("State");
        Assert.Equal(ended ? "2026-01-02T03:04:05.678Z" : "0001-01-01T00:00:00Z", state.GetProperty("FinishedAt").GetString());
        Assert.Equal("0001-01-01T00:00:00Z", state.GetProperty("RestoredAt").GetString());
    }

    private static JsonElement Json(InspectedContainer container) => JsonSerializer.SerializeToElement(container, InspectedContainer.JsonType);

    // As Golden/make.sh does with podman's.
    private static JsonElement Scrubbed(InspectedContainer container) => JsonSerializer.Deserialize<JsonElement>(JsonSerializer.Serialize(Json(container))
        .Replace(FixedContainers.Id, "ID", StringComparison.Ordinal)
        .Replace(FixedContainers.Id[..12], "SHORTID", StringComparison.Ordinal)
        .Replace("sha256:" + FixedContainers.ImageId, "sha256:HEX", StringComparison.Ordinal)
        .Replace(FixedContainers.ImageId, "IMAGE", StringComparison.Ordinal)
        .Replace("2026-01-02T03:04:05.6780000Z", "TIME", StringComparison.Ordinal)
        .Replace("2026-01-02T03:04:05.678Z", "TIME", StringComparison.Ordinal));
}
