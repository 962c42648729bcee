using System.Globalization;
using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>Finds accounts in the host's /etc/passwd; an account that another service keeps (LDAP, systemd) is not there.</summary>
internal static class ReadHostAccounts
{
    private const string PasswdFile = "/etc/passwd";
    private const int LargestFile = 16 << 20;
    private const int FewestFields = 6;

    /// <summary>The accounts asked for.</summary>
    /// <param name="names">Names or numbers.</param>
    /// <exception cref="EngineException">CommandNotExecutable, Podman's exit code 126: one is not there.</exception>
    public static IReadOnlyList<HostAccount> Of(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return [];
        var text = TextFiles.ReadIfThere(PasswdFile, LargestFile);
        return [.. names.Select(name => Find(text, name))];
    }

    /// <summary>The account of a number; null where the file has none.</summary>
    /// <param name="uid">The number.</param>
    public static HostAccount? TryFind(uint uid) => TryFind(TextFiles.ReadIfThere(PasswdFile, LargestFile), uid.ToString(CultureInfo.InvariantCulture));

    /// <summary>Finds one in the text of /etc/passwd: by its name, else by its number.</summary>
    internal static HostAccount Find(string text, string name) => TryFind(text, name) ?? throw new EngineException(
        ErrorKind.CommandNotExecutable, $"unable to find user {name} of the host: no matching entries in {PasswdFile}", "`getent passwd` lists the host's accounts");

    private static HostAccount? TryFind(string text, string name)
    {
        HostAccount? byNumber = null;
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length < FewestFields || !TryId(fields[2], out var uid) || !TryId(fields[3], out var gid)) continue;
            if (fields[0] != name && fields[2] != name) continue;
            var account = new HostAccount(fields[0], uid, gid, fields[4], fields[5]);
            if (fields[0] == name) return account;
            byNumber ??= account;
        }

        return byNumber;
    }

    private static bool TryId(string text, out uint id) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
