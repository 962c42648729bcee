using System.Text.Json;

namespace Hull.Templates.Tests.Peers;

/// <summary>table.json: the objects that docker and podman had, by view, and what they printed. regenerate.py makes it.</summary>
public static class PeerTable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly JsonElement Root = Load();

    private static readonly Dictionary<string, List<PeerRow>> AllRows = Root.GetProperty("views").EnumerateObject()
        .ToDictionary(view => view.Name, view => view.Value.GetProperty("rows").Deserialize<List<PeerRow>>(Options)!);

    /// <summary>The views, each a command with its object.</summary>
    public static IEnumerable<string> Views => Root.GetProperty("views").EnumerateObject().Select(view => view.Name);

    /// <summary>The object that a view's templates see.</summary>
    public static JsonElement Object(string view) => Root.GetProperty("views").GetProperty(view).GetProperty("object");

    /// <summary>The rows of a view.</summary>
    public static IReadOnlyList<PeerRow> Rows(string view) => AllRows[view];

    private static JsonElement Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Peers", "table.json")));
        return document.RootElement.Clone();
    }
}
