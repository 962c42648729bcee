using Hull.Cli.CommandLine;

namespace Hull.Cli.Manual;

/// <summary>Writes the manual: a page a command. A command that hangs at two places of the table has one page, and a reference to it.</summary>
/// <param name="root">The program's own row.</param>
internal sealed class WriteManual(Command root)
{
    /// <summary>The pages: file name → text.</summary>
    public IReadOnlyDictionary<string, string> Pages()
    {
        var paths = new List<(string Path, Command Command)> { (root.Name, root) };
        Collect(root, root.Name, paths);
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, command) in paths)
        {
            var first = paths.First(other => IsSame(other.Command, command)).Path;
            pages[$"{ManualPage.NameOf(path)}.1"] = first == path
                ? new ManualPage(command, path, [.. paths.Where(other => other.Path != path && IsSame(other.Command, command)).Select(static other => other.Path)]).Write()
                : $".so man1/{ManualPage.NameOf(first)}.1\n";
        }
        return pages;
    }

    private static void Collect(Command command, string path, List<(string Path, Command Command)> into)
    {
        // A command that stands at the top comes before those of the groups.
        var rows = (command.Subcommands?.Invoke() ?? []).Where(static row => !row.Hidden && row.Name != "help").OrderBy(static row => row.Subcommands is not null).ToList();
        foreach (var row in rows) into.Add(($"{path} {row.Name}", row));
        foreach (var row in rows) Collect(row, $"{path} {row.Name}", into);
    }

    // Rows are made anew each time they are asked for: the same row says the same.
    private static bool IsSame(Command one, Command other) =>
        one.Summary == other.Summary && one.Description == other.Description && one.Usage == other.Usage && (one.Subcommands is null) == (other.Subcommands is null);
}
