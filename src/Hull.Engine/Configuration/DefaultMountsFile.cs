namespace Hull.Engine.Configuration;

/// <summary>Which mounts.conf holds (containers-mounts.conf(5)): the one that an option names, else the first that is there of the user's, the administrator's and the distribution's.</summary>
internal static class DefaultMountsFile
{
    private const string Name = "containers/mounts.conf";

    /// <summary>The files to look for, the first that is there counts.</summary>
    /// <param name="asked">As asked by option; null takes the usual ones.</param>
    /// <param name="host">The caller and the environment.</param>
    public static IReadOnlyList<string> Candidates(string? asked, HostEnvironment host)
    {
        if (!string.IsNullOrEmpty(asked)) return [asked];
        List<string> files = [$"{host.Prefix}/etc/{Name}", $"{host.Prefix}/usr/share/{Name}"];
        if (host.Rootless && host.UserConfigDirectory is { } user) files.Insert(0, $"{user}/{Name}");
        return files;
    }

    /// <summary>Reads the lines: /SOURCE:/DESTINATION, or one path that is both; others are passed over.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>Source on the host and destination inside.</returns>
    public static IReadOnlyList<(string Source, string Destination)> Parse(string text)
    {
        var mounts = new List<(string, string)>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            var at = line.IndexOf(':', StringComparison.Ordinal);
            var (source, destination) = at < 0 ? (line, line) : (line[..at], line[(at + 1)..]);
            if (source.StartsWith('/') && destination.StartsWith('/')) mounts.Add((source, destination));
        }
        return mounts;
    }
}
