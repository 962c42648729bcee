using System.Text;
using Hull.Linux.Descriptors;

namespace Hull.Linux.HostFacts;

/// <summary>The distribution, as os-release(5) names it.</summary>
public sealed record OsRelease
{
    /// <summary>ID: <c>debian</c>; <c>linux</c> where it is not said.</summary>
    public string Id { get; init; } = "linux";

    /// <summary>VERSION_ID: <c>12</c>; empty where there are no versions.</summary>
    public string VersionId { get; init; } = "";

    /// <summary>VERSION_CODENAME: <c>bookworm</c>; may be empty.</summary>
    public string Codename { get; init; } = "";

    /// <summary>PRETTY_NAME: <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public string PrettyName { get; init; } = "Linux";

    /// <summary>Reads /etc/os-release, else /usr/lib/os-release; the defaults where there is neither.</summary>
    public static OsRelease Read()
        => Parse(KernelFile.TryReadText("/etc/os-release") ?? KernelFile.TryReadText("/usr/lib/os-release") ?? "");

    /// <summary>Parses the text; lines that are no assignment are passed over.</summary>
    public static OsRelease Parse(string text)
    {
        var result = new OsRelease();
        foreach (var line in text.Split('\n'))
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0 || line[0] == '#') continue;
            var value = Unquote(line[(end + 1)..].Trim());
            result = line[..end] switch
            {
                "ID" => result with { Id = value },
                "VERSION_ID" => result with { VersionId = value },
                "VERSION_CODENAME" => result with { Codename = value },
                "PRETTY_NAME" => result with { PrettyName = value },
                _ => result,
            };
        }

        return result;
    }

    // The shell's quotes; a backslash keeps the next character as it is, but not between single quotes.
    private static string Unquote(string text)
    {
        var quote = text is ['"' or '\'', .., _] && text[^1] == text[0] ? text[0] : '\0';
        var inner = quote == '\0' ? text : text[1..^1];
        if (quote == '\'' || !inner.Contains('\\', StringComparison.Ordinal)) return inner;
        var result = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length) i++;
            result.Append(inner[i]);
        }

        return result.ToString();
    }
}
