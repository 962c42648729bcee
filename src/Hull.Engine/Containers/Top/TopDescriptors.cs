namespace Hull.Engine.Containers.Top;

/// <summary>Podman's descriptors (podman-top(1)): the AIX ones of ps(1) and those of its own, each by word and, where it has one, by letter.</summary>
internal static class TopDescriptors
{
    private const int BytesOfKib = 1024;

    /// <summary>The columns without any descriptor: user,pid,ppid,pcpu,etime,tty,time,args.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["user", "pid", "ppid", "pcpu", "etime", "tty", "time", "args"];

    private static readonly (string Word, string Code, TopColumn Column)[] Rows =
    [
        ("args", "%a", new("COMMAND", ProcessText.Arguments)),
        ("capamb", "", new("AMBIENT CAPS", static process => ProcessText.CapabilitiesOf(process, "CapAmb"))),
        ("capbnd", "", new("BOUNDING CAPS", static process => ProcessText.CapabilitiesOf(process, "CapBnd"))),
        ("capeff", "", new("EFFECTIVE CAPS", static process => ProcessText.CapabilitiesOf(process, "CapEff"))),
        ("capinh", "", new("INHERITED CAPS", static process => ProcessText.CapabilitiesOf(process, "CapInh"))),
        ("capprm", "", new("PERMITTED CAPS", static process => ProcessText.CapabilitiesOf(process, "CapPrm"))),
        ("comm", "%c", new("COMMAND", static process => ProcessText.Shown(process.Name))),
        ("etime", "%t", new("ELAPSED", static process => ProcessText.Duration(process.Elapsed))),
        ("group", "%G", new("GROUP", static process => process.Accounts.Group(process.GroupId.Effective))),
        ("groups", "", new("GROUPS", static process => string.Join(',', process.Groups.Select(process.Accounts.Group)))),
        ("hgroup", "", new("HGROUP", static process => process.Accounts.HostGroup(process.GroupId.Effective))),
        ("hgroups", "", new("HGROUPS", static process => string.Join(',', process.Groups.Select(process.Accounts.HostGroup)))),
        ("hpid", "", new("HPID", static process => ProcessText.Of(process.HostPid))),
        ("huser", "", new("HUSER", static process => process.Accounts.HostUser(process.User.Effective))),
        ("label", "", new("LABEL", static process => process.Label.Length > 0 ? process.Label : "?")),
        ("nice", "%n", new("NI", static process => ProcessText.Of(process.Nice))),
        ("pcpu", "%C", new("%CPU", static process => ProcessText.CpuPercent(process, "F3"))),
        ("pgid", "%r", new("PGID", static process => ProcessText.Of(process.Group))),
        ("pid", "%p", new("PID", static process => ProcessText.Of(process.Pid))),
        ("ppid", "%P", new("PPID", static process => ProcessText.Of(process.Parent))),
        ("rgroup", "%g", new("RGROUP", static process => process.Accounts.Group(process.GroupId.Real))),
        ("rss", "", new("RSS", static process => ProcessText.Of((long)process.ResidentBytes / BytesOfKib))),
        ("ruser", "%u", new("RUSER", static process => process.Accounts.User(process.User.Real))),
        ("seccomp", "", new("SECCOMP", ProcessText.Seccomp)),
        ("state", "", new("STATE", static process => process.State.ToString())),
        ("stime", "", new("STIME", static process => ProcessText.Of(process.Started.ToUnixTimeSeconds()))),
        ("time", "%x", new("TIME", static process => ProcessText.Duration(TimeSpan.FromSeconds(Math.Floor(process.CpuTime.TotalSeconds))))),
        ("tty", "%y", new("TTY", ProcessText.Terminal)),
        ("user", "%U", new("USER", static process => process.Accounts.User(process.User.Effective))),
        ("vsz", "%z", new("VSZ", static process => ProcessText.Of((long)process.VirtualBytes / BytesOfKib))),
    ];

    /// <summary>All words, sorted.</summary>
    public static IEnumerable<string> Words => Rows.Select(static row => row.Word);

    /// <summary>The column of a descriptor; null where there is none.</summary>
    /// <param name="descriptor">Its word or letter.</param>
    public static TopColumn? Find(string descriptor) =>
        Array.Find(Rows, row => row.Word == descriptor || (row.Code.Length > 0 && row.Code == descriptor)).Column;
}
