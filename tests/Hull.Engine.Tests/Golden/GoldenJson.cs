using System.Reflection;
using System.Text.Json;

namespace Hull.Engine.Tests.Golden;

/// <summary>What podman printed, and the comparison of two pieces of JSON key by key.</summary>
internal static class GoldenJson
{
    /// <summary>The text of an embedded file of this folder.</summary>
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static JsonElement Read(string name) => JsonSerializer.Deserialize<JsonElement>(Text(name));

    /// <summary>Every key path with the JSON type of its value; the elements of a list are one path.</summary>
    public static SortedDictionary<string, string> Types(JsonElement json)
    {
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk(json, "", (path, value) => types[path] = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : value.ValueKind.ToString().ToLowerInvariant());
        return types;
    }

    /// <summary>Every key path with its value as JSON text; lists as a whole.</summary>
    public static SortedDictionary<string, string> Values(JsonElement json)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("", json);
        return values;

        void Add(string path, JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                values[path] = JsonSerializer.Serialize(value);
                return;
            }
            foreach (var member in value.EnumerateObject()) Add(Join(path, member.Name), member.Value);
        }
    }

    private static void Walk(JsonElement value, string path, Action<string, JsonElement> visit)
    {
        visit(path, value);
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) Walk(member.Value, Join(path, member.Name), visit);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in value.EnumerateArray()) Walk(element, path + "[]", visit);
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
