using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>Who the process is and what it may do.</summary>
internal static class SecurityOptions
{
    /// <summary>The variable that says what --userns does not.</summary>
    private const string UserNamespaceVariable = "PODMAN_USERNS";

    private static readonly Option<string> UserNamespace =
        Flag.Text("userns", Flag.NoShort, "User namespace to use (\"host\"|\"keep-id[:OPTIONS]\"|\"auto[:OPTIONS]\"|\"nomap\"|\"container:ID\"|\"ns:PATH\")");

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
        SpecRow.Of(UserNamespace, static (spec, text) => spec with { UserNamespace = NamespaceText.ReadUser(text) }),
        SpecRow.Of(Flag.Slice("uidmap", Flag.NoShort, "Map user ids (`[+][u|g]INSIDE:[@]FROM[:SIZE]`)"),
            static (spec, texts) => spec with { IdMappings = MappingsOf(spec) with { Users = Array.ConvertAll(texts, text => ParseIdMap.Read("uidmap", text)) } }),
        SpecRow.Of(Flag.Slice("gidmap", Flag.NoShort, "Map group ids (`[+][u|g]INSIDE:[@]FROM[:SIZE]`)"),
            static (spec, texts) => spec with { IdMappings = MappingsOf(spec) with { Groups = Array.ConvertAll(texts, text => ParseIdMap.Read("gidmap", text)) } }),
        SpecRow.Of(Flag.Text("subuidname", Flag.NoShort, "Map the user ids that /etc/subuid gives to a `name`"),
            static (spec, value) => spec with { IdMappings = MappingsOf(spec) with { SubordinateUserName = value } }),
        SpecRow.Of(Flag.Text("subgidname", Flag.NoShort, "Map the group ids that /etc/subgid gives to a `name`"),
            static (spec, value) => spec with { IdMappings = MappingsOf(spec) with { SubordinateGroupName = value } }),
        SpecRow.Of(Flag.Text("cgroupns", Flag.NoShort, "cgroup namespace to use"),
            static (spec, text) => spec with { CgroupNamespace = NamespaceText.Read(text) }),
        SpecRow.Of(Flag.Slice("device-cgroup-rule", Flag.NoShort, "Allow devices by number (`type major:minor mode`)"),
            static (spec, texts) => spec with { DeviceCgroupRules = Array.ConvertAll(texts, DeviceRuleText.Read) }),
        SpecRow.Of(Flag.Slice("gpus", Flag.NoShort, "GPUs to add, as CDI specifications name them (`all` or names)"),
            static (spec, texts) => spec with { Gpus = texts }),
        SpecRow.Of(Flag.Text("seccomp-policy", Flag.NoShort, "Whose seccomp profile to take (\"default\"|\"image\")", "default"),
            static (spec, value) => spec with { SeccompPolicy = value }),
    ];

    /// <summary>Adds what the environment says of the user namespace, where no option says it.</summary>
    /// <param name="spec">The spec with all options folded in.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the variable's value is wrong.</exception>
    public static ContainerSpec WithEnvironment(ContainerSpec spec, ParsedOptions parsed)
    {
        if (parsed.Has(UserNamespace) || spec.IdMappings is not null || Environment.GetEnvironmentVariable(UserNamespaceVariable) is not { Length: > 0 } text) return spec;
        return spec with { UserNamespace = NamespaceText.ReadUser(text) };
    }

    private static IdMappingRequest MappingsOf(ContainerSpec spec) => spec.IdMappings ?? new IdMappingRequest();
}
