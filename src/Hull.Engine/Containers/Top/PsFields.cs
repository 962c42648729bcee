using System.Globalization;

namespace Hull.Engine.Containers.Top;

/// <summary>Fields of ps(1)'s -o and its ready-made formats, as far as /proc tells them.</summary>
internal static class PsFields
{
    private const int BytesOfKib = 1024;

    /// <summary>The columns of -f.</summary>
    public static IReadOnlyList<string> Full { get; } = ["uid_name", "pid", "ppid", "c", "stime", "tty", "time", "cmd"];

    /// <summary>The columns of the BSD format u.</summary>
    public static IReadOnlyList<string> User { get; } = ["user", "pid", "%cpu", "%mem", "vsz", "rss", "tty", "stat", "start", "time", "command"];

    /// <summary>The columns of the BSD formats without u, and of none.</summary>
    public static IReadOnlyList<string> Short { get; } = ["pid", "tty", "time", "cmd"];

    /// <summary>The column of a field; null where ps has none of that name, or /proc does not tell it.</summary>
    /// <param name="field">The field's name.</param>
    public static TopColumn? Find(string field) => field switch
    {
        "pid" or "tgid" => new("PID", static process => ProcessText.Of(process.Pid)),
        "ppid" => new("PPID", static process => ProcessText.Of(process.Parent)),
        "pgid" or "pgrp" => new("PGID", static process => ProcessText.Of(process.Group)),
        "sid" or "sess" or "session" => new("SID", static process => ProcessText.Of(process.Session)),
        "comm" or "ucmd" or "ucomm" => new("COMMAND", static process => ProcessText.Shown(process.Name)),
        "args" or "command" => new("COMMAND", ProcessText.Arguments),
        "cmd" => new("CMD", ProcessText.Arguments),
        "user" or "euser" or "uname" => new(field == "euser" ? "EUSER" : "USER", static process => process.Accounts.User(process.User.Effective)),
        "uid_name" => new("UID", static process => process.Accounts.User(process.User.Effective)),
        "ruser" => new("RUSER", static process => process.Accounts.User(process.User.Real)),
        "group" or "egroup" => new(field == "egroup" ? "EGROUP" : "GROUP", static process => process.Accounts.Group(process.GroupId.Effective)),
        "rgroup" => new("RGROUP", static process => process.Accounts.Group(process.GroupId.Real)),
        "pcpu" or "%cpu" => new("%CPU", static process => ProcessText.CpuPercent(process, "F1")),
        "c" => new("C", static process => ProcessText.CpuPercent(process, "F0")),
        "etime" => new("ELAPSED", static process => ProcessText.Clock(process.Elapsed)),
        "etimes" => new("ELAPSED", static process => ProcessText.Of((long)process.Elapsed.TotalSeconds)),
        "time" or "cputime" => new("TIME", static process => ProcessText.Clock(process.CpuTime)),
        "tty" or "tt" or "tname" => new(field == "tt" ? "TT" : "TTY", ProcessText.Terminal),
        "nice" or "ni" => new("NI", static process => ProcessText.Of(process.Nice)),
        "nlwp" or "thcount" => new("NLWP", static process => ProcessText.Of(process.Threads)),
        "stat" or "state" or "s" => new(field == "stat" ? "STAT" : "S", static process => process.State.ToString()),
        "stime" or "start" or "start_time" => new(field == "stime" ? "STIME" : "START", static process => process.Started.ToString("HH:mm", CultureInfo.InvariantCulture)),
        "vsz" or "vsize" => new("VSZ", static process => ProcessText.Of((long)process.VirtualBytes / BytesOfKib)),
        "rss" or "rssize" => new("RSS", static process => ProcessText.Of((long)process.ResidentBytes / BytesOfKib)),
        "pmem" or "%mem" => new("%MEM", PsMemory.Percent),
        _ => null,
    };
}
