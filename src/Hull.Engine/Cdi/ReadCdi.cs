using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Linux;

namespace Hull.Engine.Cdi;

/// <summary>Reads the CDI directories: files *.json, *.yaml and *.yml.</summary>
internal static class ReadCdi
{
    private const int LargestFile = 4 << 20;

    /// <summary>The files of some directories; one that is missing has none.</summary>
    /// <param name="directories">The directories, the least first.</param>
    /// <exception cref="EngineException">InvalidArgument: a file is no CDI specification.</exception>
    public static IReadOnlyList<CdiFile> From(IReadOnlyList<string> directories)
    {
        var files = new List<CdiFile>();
        for (var priority = 0; priority < directories.Count; priority++)
        {
            if (!Directory.Exists(directories[priority])) continue;
            foreach (var file in Directory.EnumerateFiles(directories[priority]).Where(IsOne).Order(StringComparer.Ordinal))
                files.Add(new CdiFile(file, priority, Check(file, Parse(file, SafePath.ReadHostFile(file, LargestFile)))));
        }

        return files;
    }

    /// <summary>Reads the text of one; what ends in .json is JSON, all else YAML.</summary>
    internal static CdiDocument Parse(string file, byte[] text)
    {
        try
        {
            var json = file.EndsWith(".json", StringComparison.Ordinal) ? text : YamlToJson.Convert(file, Encoding.UTF8.GetString(text));
            return JsonSerializer.Deserialize(json, CdiJson.Default.CdiDocument) ?? throw Wrong(file, "empty");
        }
        catch (JsonException e)
        {
            throw Wrong(file, e.Message);
        }
    }

    private static bool IsOne(string file) => Path.GetExtension(file) is ".json" or ".yaml" or ".yml";

    private static CdiDocument Check(string file, CdiDocument document)
    {
        if (document.CdiVersion is not { Length: > 0 } version) throw Wrong(file, "cdiVersion is missing");
        if (!version.StartsWith("0.", StringComparison.Ordinal) && !version.StartsWith("1.", StringComparison.Ordinal)) throw Wrong(file, $"cdiVersion {version} is not known");
        if (document.Kind is not { } kind || CdiName.TryParse(kind + "=x") is null) throw Wrong(file, $"kind \"{document.Kind}\" is not VENDOR/CLASS");
        foreach (var device in document.Devices ?? [])
            if (device.Name is not { } name || CdiName.TryParse($"{kind}={name}") is null) throw Wrong(file, $"device name \"{device.Name}\" is malformed");
        return document;
    }

    private static EngineException Wrong(string file, string why) => new(ErrorKind.InvalidArgument, $"CDI specification {file}: {why}");
}
