using System.Globalization;
using Hull.Core;
using Hull.Engine.Runtime;
using Hull.Linux;
using Hull.Linux.Descriptors;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Top;

/// <summary>Names of users and groups, inside a container and on the host. Numbers without a name are shown as numbers.</summary>
internal sealed class ProcessAccounts
{
    private const int LargestFile = 16 << 20;
    private const int Name = 0;
    private const int Number = 2;

    private readonly IdMap _usersInside;
    private readonly IdMap _groupsInside;
    private readonly Lazy<IdMap> _ownUsers = new(IdMap.ReadUsers);
    private readonly Lazy<IdMap> _ownGroups = new(IdMap.ReadGroups);
    private readonly AccountFile _users;
    private readonly AccountFile _groups;
    private readonly Lazy<AccountFile> _hostUsers = new(static () => Of(TextFiles.ReadIfThere("/etc/passwd", LargestFile), 4));
    private readonly Lazy<AccountFile> _hostGroups = new(static () => Of(TextFiles.ReadIfThere("/etc/group", LargestFile), 3));

    /// <summary>Reads what a container's own files and its user namespace say.</summary>
    /// <param name="pid">Its first process.</param>
    public ProcessAccounts(int pid)
    {
        var proc = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}");
        _usersInside = IdMap.Parse(KernelFile.TryReadText(proc + "/uid_map") ?? "");
        _groupsInside = IdMap.Parse(KernelFile.TryReadText(proc + "/gid_map") ?? "");
        _users = new AccountFile(TryRead(proc + "/root", "/etc/passwd"), 4, Number);
        _groups = new AccountFile(TryRead(proc + "/root", "/etc/group"), 3, Number);
    }

    /// <summary>A user's name inside.</summary>
    public string User(uint user) => NameOf(_users, _usersInside.ToInside(user) ?? user);

    /// <summary>A group's name inside.</summary>
    public string Group(uint group) => NameOf(_groups, _groupsInside.ToInside(group) ?? group);

    /// <summary>A user's name on the host.</summary>
    public string HostUser(uint user) => NameOf(_hostUsers.Value, _ownUsers.Value.ToOutside(user) ?? user);

    /// <summary>A group's name on the host.</summary>
    public string HostGroup(uint group) => NameOf(_hostGroups.Value, _ownGroups.Value.ToOutside(group) ?? group);

    private static string NameOf(AccountFile file, uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return file.Find(Number, number)?[Name] ?? number;
    }

    private static AccountFile Of(string text, int fields) => new(System.Text.Encoding.UTF8.GetBytes(text), fields, Number);

    // The file is the container's own: one that is no file, too large or gone names nobody.
    private static byte[]? TryRead(string root, string path)
    {
        try
        {
            using var opened = SafePath.OpenRoot(root);
            return SafePath.TryReadAllBytes(opened, path, LargestFile);
        }
        catch (EngineException)
        {
            return null;
        }
    }
}
