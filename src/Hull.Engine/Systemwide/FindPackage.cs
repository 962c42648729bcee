using System.Globalization;
using Hull.Engine.Containers;
using Hull.Linux.Processes;

namespace Hull.Engine.Systemwide;

/// <summary>Finds which package of the distribution a program is of, without asking a package manager where its files can be read.</summary>
internal static class FindPackage
{
    private const string Unknown = "Unknown";
    private const string DpkgInfo = "/var/lib/dpkg/info";
    private const string DpkgStatus = "/var/lib/dpkg/status";
    private const int LargestList = 4 * 1024 * 1024;
    private const int LargestStatus = 256 * 1024 * 1024;

    /// <summary>NAME_VERSION_ARCHITECTURE on Debian, NAME-VERSION-RELEASE.ARCHITECTURE with rpm; Unknown else.</summary>
    public static string Of(string program)
    {
        if (Directory.Exists(DpkgInfo)) return OfDpkg(program) ?? Unknown;
        return ExecutableSearch.Find("rpm") is { } rpm ? OfRpm(rpm, program) ?? Unknown : Unknown;
    }

    // Packages of programs are called as they are, or nearly so: pasta is of passt. dpkg -S reads all lists, half a second on a small system.
    private static string? OfDpkg(string program)
    {
        var name = Path.GetFileName(program);
        foreach (var package in name == "pasta" ? ["passt"] : new[] { name })
        {
            var lists = Directory.GetFiles(DpkgInfo, package + ".list").Concat(Directory.GetFiles(DpkgInfo, package + ":*.list"));
            if (lists.Any(list => Owns(list, program))) return Version(package);
        }
        return null;
    }

    private static bool Owns(string list, string program)
    {
        // With /usr merged, a package may know its program by the old path.
        var old = program.StartsWith("/usr/", StringComparison.Ordinal) ? program["/usr".Length..] : program;
        return TextFiles.ReadIfThere(list, LargestList).Split('\n').Any(line => line == program || line == old);
    }

    private static string? Version(string package)
    {
        var status = TextFiles.ReadIfThere(DpkgStatus, LargestStatus);
        var begin = status.StartsWith($"Package: {package}\n", StringComparison.Ordinal)
            ? 0
            : status.IndexOf($"\nPackage: {package}\n", StringComparison.Ordinal);
        if (begin < 0) return null;
        var end = status.IndexOf("\n\n", begin, StringComparison.Ordinal);
        var fields = (end < 0 ? status[begin..] : status[begin..end]).Split('\n');
        return $"{package}_{Field(fields, "Version")}_{Field(fields, "Architecture")}";
    }

    private static string Field(string[] fields, string name)
    {
        var line = Array.Find(fields, field => field.StartsWith(name + ": ", StringComparison.Ordinal));
        return line?[(name.Length + 2)..] ?? "";
    }

    private static string? OfRpm(string rpm, string program)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = rpm, Arguments = ["-q", "-f", program] });
        return run.Status.IsSuccess ? string.Create(CultureInfo.InvariantCulture, $"{run.OutputText.TrimEnd()}") : null;
    }
}
