using System.Globalization;
using Hull.Engine.Containers;

namespace Hull.Engine.Runtime;

/// <summary>Writes the lines that a container's /etc/passwd and /etc/group get; pure.</summary>
internal sealed class AccountLines(AccountRequest request)
{
    private const string FullNameOfUser = "container user";
    private const string Shell = "/bin/sh";

    /// <summary>The line of a user who is only a number.</summary>
    public string OfUser(uint uid, uint gid) => Line(Text(uid), uid, gid, FullNameOfUser, request.WorkDir, $"{uid}:*:{uid}:{gid}:{FullNameOfUser}:{request.WorkDir}:{Shell}");

    /// <summary>The line of an account of the host.</summary>
    public string OfAccount(HostAccount account)
    {
        var home = IsMounted(account.Home) ? account.Home : request.WorkDir;
        return Line(account.Name, account.Uid, account.Gid, account.FullName, home, $"{account.Name}:*:{account.Uid}:{account.Gid}:{account.FullName}:{home}:{Shell}");
    }

    /// <summary>The line of a group.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="gid">Its number.</param>
    /// <param name="members">Its members, between commas.</param>
    public string OfGroup(string name, uint gid, string members) => request.GroupEntry is not { Length: > 0 } template
        ? $"{name}:x:{gid}:{members}"
        : Expand(template, variable => variable switch { "GROUPNAME" => name, "GID" => Text(gid), "USERLIST" => members, _ => null });

    private string Line(string name, uint uid, uint gid, string fullName, string home, string usual) => request.PasswdEntry is not { Length: > 0 } template
        ? usual
        : Expand(template, variable => variable switch
        {
            "USERNAME" => name,
            "UID" => Text(uid),
            "GID" => Text(gid),
            "NAME" => fullName,
            "HOME" => home,
            _ => null,
        });

    // What is no variable stays as it is written.
    private static string Expand(string template, Func<string, string?> value) => ExpandVariables.In(template.TrimEnd('\n'), name => value(name) ?? "$" + name);

    private bool IsMounted(string home)
    {
        for (var path = home; path is { Length: > 1 }; path = Path.GetDirectoryName(path))
        {
            if (request.MountTargets.Contains(path)) return true;
        }

        return false;
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
