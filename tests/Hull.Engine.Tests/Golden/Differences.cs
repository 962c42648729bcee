using System.Text.Json;

namespace Hull.Engine.Tests.Golden;

/// <summary>Where keys or types differ from podman's, and the rows of docs/inspect-differences.md that say so.</summary>
internal static class Differences
{
    /// <summary>The differences as rows: "Key: missing", "Key: new", "Key: number, is string".</summary>
    public static List<string> Of(JsonElement podman, JsonElement hull)
    {
        var expected = GoldenJson.Types(podman);
        var actual = GoldenJson.Types(hull);
        var rows = new List<string>();
        foreach (var (path, type) in expected)
        {
            if (IsInside(path, rows)) continue;
            if (!actual.TryGetValue(path, out var other)) rows.Add($"{path}: missing");
            else if (other != type) rows.Add($"{path}: {type}, is {other}");
        }
        foreach (var path in actual.Keys)
        {
            if (!expected.ContainsKey(path) && !IsInside(path, rows)) rows.Add($"{path}: new");
        }
        // Elements can be compared only where both lists have some.
        rows.RemoveAll(row => row.Contains("[]: ", StringComparison.Ordinal) && (row.EndsWith(": new", StringComparison.Ordinal) || row.EndsWith(": missing", StringComparison.Ordinal)));
        return rows;
    }

    // What lies in something missing, new or of another type is no news.
    private static bool IsInside(string path, List<string> rows) => rows.Any(row =>
    {
        var parent = row[..row.IndexOf(": ", StringComparison.Ordinal)];
        return path.StartsWith(parent + ".", StringComparison.Ordinal) || path.StartsWith(parent + "[]", StringComparison.Ordinal);
    });

    /// <summary>The rows of one of the document's tables: `| key | how it differs | reason |` below the heading.</summary>
    public static List<string> Listed(string heading)
    {
        var lines = GoldenJson.Text("inspect-differences.md").Split('\n');
        var rows = new List<string>();
        foreach (var line in lines.SkipWhile(line => line != "## " + heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length != 5 || !cells[1].StartsWith('`')) continue;
            Assert.False(string.IsNullOrEmpty(cells[3]), $"a reason for {cells[1]}");
            rows.Add($"{cells[1].Trim('`')}: {cells[2]}");
        }
        return rows;
    }
}
