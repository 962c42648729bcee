using System.Globalization;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Linux;

namespace Hull.Engine.Runtime;

/// <summary>Looks a user up in /etc/passwd and /etc/group of a root file system, never leaving it, regular files only, size-capped.</summary>
internal sealed class ResolveUser
{
    // A directory of a hundred thousand people has some 6 MiB.
    private const int LargestFile = 16 << 20;
    private const int Name = 0;
    private const int Number = 2;
    private const int Gid = 3;
    private const int Members = 3;
    private const int Home = 5;

    private readonly AccountRequest _request;
    private readonly AccountLines _lines;
    private readonly AccountFile _passwd;
    private readonly AccountFile _group;
    private readonly bool _hasAdded;
    private readonly bool _hasAddedGroup;

    private ResolveUser(byte[]? passwd, byte[]? group, AccountRequest request)
    {
        _request = request;
        _lines = new AccountLines(request);
        _passwd = new AccountFile(passwd, 4, Number, Gid);
        _group = new AccountFile(group, 3, Number);
        if (!request.Manage || !_passwd.Exists) return;
        foreach (var account in request.Users)
        {
            if (account.AddsGroup && _group.Exists && _group.Find(Number, Text(account.Gid)) is null)
            {
                _group = new AccountFile(_group.With(_lines.OfGroup(account.Name, account.Gid, account.Name)), 3, Number);
                _hasAddedGroup = true;
            }

            // The image's own entry of that name or number stays the one that counts.
            if (_passwd.Find(Name, account.Name) is not null || _passwd.Find(Number, Text(account.Uid)) is not null) continue;
            _passwd = new AccountFile(_passwd.With(_lines.OfAccount(account)), 4, Number, Gid);
            _hasAdded = true;
        }
    }

    /// <summary>Looks a user up.</summary>
    /// <param name="rootfs">The mounted root file system on the host.</param>
    /// <param name="user">user, uid, user:group, uid:gid; empty is root.</param>
    /// <param name="groups">More supplementary groups, names or numbers.</param>
    /// <param name="request">What may be added; null adds an entry for a number that has none.</param>
    /// <exception cref="EngineException">
    /// InvalidArgument: "unable to find user X: no matching entries in passwd file"; /etc/passwd or /etc/group is no regular file.
    /// ResourceExhausted: one of them is too large.
    /// </exception>
    public static ResolvedUser In(string rootfs, string user, IReadOnlyList<string> groups, AccountRequest? request = null)
    {
        using var root = SafePath.OpenRoot(rootfs);
        return From(
            SafePath.TryReadAllBytes(root, "/etc/passwd", LargestFile),
            SafePath.TryReadAllBytes(root, "/etc/group", LargestFile),
            user,
            groups,
            request);
    }

    /// <summary>Looks a user up in the files' content; pure.</summary>
    /// <param name="passwd">/etc/passwd, or null.</param>
    /// <param name="group">/etc/group, or null.</param>
    /// <param name="user">As for <see cref="In"/>.</param>
    /// <param name="groups">As for <see cref="In"/>.</param>
    /// <param name="request">As for <see cref="In"/>.</param>
    public static ResolvedUser From(byte[]? passwd, byte[]? group, string user, IReadOnlyList<string> groups, AccountRequest? request = null)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        return new ResolveUser(passwd, group, request ?? new AccountRequest()).Find(colon < 0 ? user : user[..colon], colon < 0 ? "" : user[(colon + 1)..], groups);
    }

    private ResolvedUser Find(string user, string group, IReadOnlyList<string> groups)
    {
        var isNumber = TryId(user, out var uid);
        var entry = _passwd.Find(user.Length == 0 || isNumber ? Number : Name, user.Length == 0 ? "0" : isNumber ? Text(uid) : user);
        if (entry is null && user.Length > 0 && !isNumber) throw NoMatch("user", user, "passwd");
        var gid = group.Length > 0 ? FindGroup(group) : entry is null ? 0 : Id(entry[Gid]);
        var name = entry?[Name];
        var found = new ResolvedUser
        {
            Uid = entry is null ? uid : Id(entry[Number]),
            Gid = gid,
            Groups = Supplementary(user, group, gid, name, groups),
            Home = HomeOf(entry, user),
            Name = name,
        };
        return AddMissing(found, user, group);
    }

    // The order is Podman's: the own group where a user was named, those added, those that the user belongs to.
    private List<uint> Supplementary(string user, string group, uint gid, string? name, IReadOnlyList<string> groups)
    {
        var result = new List<uint>();
        if (user.Length > 0 || group.Length > 0) result.Add(gid);
        // Those of the caller stay as they are: nothing may be set, not even what else would be.
        if (groups.Contains(ResolveContainer.KeepGroups)) return [];
        foreach (var added in groups) AddNew(result, FindGroup(added));
        if (group.Length > 0 || name is null) return result;
        foreach (var entry in _group.Entries)
        {
            if (entry.Length > Members && Array.IndexOf(entry[Members].Split(','), name) >= 0) AddNew(result, Id(entry[Number]));
        }

        return result;
    }

    private uint FindGroup(string group)
    {
        if (TryId(group, out var gid)) return gid;
        return _group.Find(Name, group) is { } entry ? Id(entry[Number]) : throw NoMatch("group", group, "group");
    }

    private string HomeOf(string[]? entry, string user)
    {
        if (entry is not null) return entry.Length > Home && entry[Home].Length > 0 ? entry[Home] : "/";
        return user.Length > 0 && _passwd.Exists ? _request.WorkDir : "/";
    }

    // A number without an entry gets one, as in Podman: many programs end where they cannot find out who they are.
    private ResolvedUser AddMissing(ResolvedUser found, string user, string group)
    {
        if (!_request.Manage) return found;
        var passwd = found.Name is null && user.Length > 0 && _passwd.Exists && !HasControl(_request.WorkDir) ? _passwd.With(_lines.OfUser(found.Uid, found.Gid)) : null;
        var known = group.Length == 0 || !TryId(group, out _) || _group.Find(Number, Text(found.Gid)) is not null;
        return found with
        {
            Passwd = passwd ?? (_hasAdded ? _passwd.Content : null),
            Group = known || !_group.Exists ? (_hasAddedGroup ? _group.Content : null) : _group.With(_lines.OfGroup(Text(found.Gid), found.Gid, user)),
        };
    }

    // A colon or a line break in the directory's name would begin another field or entry.
    private static bool HasControl(string text) => text.AsSpan().ContainsAny(":\r\n");

    private static void AddNew(List<uint> groups, uint gid)
    {
        if (!groups.Contains(gid)) groups.Add(gid);
    }

    private static bool TryId(string text, out uint id)
    {
        id = 0;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        if (number is < 0 or > int.MaxValue)
            throw new EngineException(ErrorKind.InvalidArgument, $"{text}: uids and gids must be in range 0-{int.MaxValue}");
        id = (uint)number;
        return true;
    }

    private static uint Id(string text) => uint.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(uint id) => id.ToString(CultureInfo.InvariantCulture);

    private static EngineException NoMatch(string what, string name, string file) =>
        new(ErrorKind.InvalidArgument, $"unable to find {what} {name}: no matching entries in {file} file");
}
