using System.Xml.Linq;

namespace Hull.House.Tests;

/// <summary>The repository as it lies on disk: the tests of this project read its files, not its code.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> SourceRooms() =>
        Directory.GetDirectories(Path.Combine(Root, "src")).Select(directory => Path.GetFileName(directory)!).Order();

    /// <summary>The rooms that a project of src/ refers to directly.</summary>
    public static IReadOnlyList<string> References(string room)
    {
        var project = XDocument.Load(Path.Combine(Root, "src", room, room + ".csproj"));
        return [.. project.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value))];
    }

    public static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"));

    private static string FindRoot()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Hull.slnx"))) return directory;
        }
        throw new InvalidOperationException("no Hull.slnx above " + AppContext.BaseDirectory);
    }
}
