using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;

namespace Hull.Cli.Options;

/// <summary>Who the process is and what it may do.</summary>
internal static class SecurityOptions
{
    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Flag.Text("user", 'u', "User and group of the process (`name|uid[:group|gid]`)"),
            static (spec, value) => spec with { User = value }),
        SpecRow.Of(Flag.Slice("group-add", Flag.NoShort, "Add a supplementary group, or keep-groups: those of the caller"),
            static (spec, texts) => spec with { Groups = texts }),
        SpecRow.Of(Flag.Bool("privileged", Flag.NoShort, "Give the container all rights and all devices"),
            static (spec, value) => spec with { Privileged = value }),
        SpecRow.Of(Flag.Slice("cap-add", Flag.NoShort, "Add a capability"), static (spec, texts) => spec with { CapAdd = texts }),
        SpecRow.Of(Flag.Slice("cap-drop", Flag.NoShort, "Drop a capability"), static (spec, texts) => spec with { CapDrop = texts }),
        SpecRow.Of(Flag.Array("security-opt", Flag.NoShort, "Set a security option"),
            static (spec, texts) => texts.Aggregate(spec, SecurityText.AddTo)),
        SpecRow.Of(Flag.Text("userns", Flag.NoShort, "User namespace to use"),
            static (spec, text) => spec with { UserNamespace = NamespaceText.ReadUser(text) }),
        SpecRow.Of(Flag.Text("cgroupns", Flag.NoShort, "cgroup namespace to use"),
            static (spec, text) => spec with { CgroupNamespace = NamespaceText.Read(text) }),
        SpecRow.Of(Refused.Slice("device-cgroup-rule", "Allow devices by number", "Hull allows the devices of --device only")),
        SpecRow.Of(Refused.Slice("gidmap", "Map group ids", Reasons.IdMaps)),
        SpecRow.Of(Refused.Slice("gpus", "GPUs to add", "Hull does not read CDI specifications")),
        SpecRow.Of(Refused.Text("seccomp-policy", "How the seccomp profile is chosen", "Hull takes the profile of --security-opt seccomp=, else the default", "default")),
        SpecRow.Of(Refused.Text("subgidname", "Name in /etc/subgid", Reasons.IdMaps)),
        SpecRow.Of(Refused.Text("subuidname", "Name in /etc/subuid", Reasons.IdMaps)),
        SpecRow.Of(Refused.Slice("uidmap", "Map user ids", Reasons.IdMaps)),
    ];
}
