using Hull.Core;
using Hull.Engine.Rootless;

namespace Hull.Engine.Doctor;

/// <summary>The user's lines of subuid(5) and subgid(5): there, as many ids as images expect, and nobody else's.</summary>
internal static class CheckSubordinateIds
{
    // Image layers have files of users up to 65534, nobody.
    private const uint Enough = 65536;
    private const uint FirstUsual = 100000;

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless) yield break;
        if (SubordinateIds.AsksSomethingElse(host.Prefix + "/etc/nsswitch.conf"))
        {
            yield return FromElsewhere("subuid", SubordinateIds.OfUsers(host.UserName, host.UserId));
            yield return FromElsewhere("subgid", SubordinateIds.OfGroups(host.UserName, host.UserId));
            yield break;
        }

        yield return Look(host, "subuid");
        yield return Look(host, "subgid");
    }

    private static Finding FromElsewhere(string name, IReadOnlyList<SubordinateRange> ranges)
    {
        const string Ask = "have a range of 65536 ids given to this user where nsswitch.conf says that they are kept (subid)";
        if (ranges.Count == 0) return Finding.Warning(name, "getsubids knows none for this user: containers have one user only, and most images do not unpack", Ask);
        var (count, said) = Size(name, ranges);
        return count < Enough ? Finding.Warning(name, $"{said}: images expect {Enough}", Ask) : Finding.Good(name, said + ", from getsubids");
    }

    private static Finding Look(ExaminedHost host, string name)
    {
        var file = "/etc/" + name;
        var text = host.Text(file) ?? "";
        var all = SubordinateIds.Parse(text).ToArray();
        IReadOnlyList<SubordinateRange> own;
        try
        {
            own = SubordinateIds.Select(text, file, host.UserName, host.UserId);
        }
        catch (EngineException e)
        {
            return Finding.Bad(name, e.Message, e.Hint);
        }

        var add = Addition(host, name, all.Select(static line => line.Range));
        if (own.Count == 0) return Finding.Warning(name, $"no line of {host.UserName} in {file}: containers have one user only, and most images do not unpack", add);
        var (count, said) = Size(name, own);
        foreach (var (owner, range) in all)
        {
            if (owner == host.UserName || owner == $"{host.UserId}") continue;
            if (own.FirstOrDefault(mine => mine.Overlaps(range)) is { Count: > 0 } shared)
            {
                return Finding.Warning(
                    name, $"{shared} of {host.UserName} overlaps {range} of {owner}: each may read and change the files of the other's containers",
                    SubordinateIds.Removal(file, host.UserName, host.UserId, shared, isTwice: false) + $" && {add}");
            }
        }

        return count < Enough ? Finding.Warning(name, $"{said}: images expect {Enough}", add) : Finding.Good(name, said);
    }

    private static (ulong Count, string Text) Size(string name, IReadOnlyList<SubordinateRange> ranges)
    {
        var count = ranges.Aggregate(0UL, static (sum, range) => sum + range.Count);
        return (count, $"{count} {(name == "subuid" ? "users" : "groups")}: {string.Join(", ", ranges)}");
    }

    // Behind everybody's last id, so that it is nobody's.
    private static string Addition(ExaminedHost host, string name, IEnumerable<SubordinateRange> all)
    {
        var first = all.Select(static range => range.End).Append(FirstUsual).Max();
        return $"sudo usermod --add-{name}s {first}-{first + Enough - 1} {host.UserName} && hull system migrate";
    }
}
