using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <content>The process.</content>
internal static partial class OciSpecBuilder
{
    private static RuntimeProcess BuildProcess(ContainerConfig config, StartFacts facts) => new()
    {
        Terminal = OrNull(config.Spec.Terminal),
        User = User(config, facts.User),
        Args = config.Args,
        Env = Environment([.. config.Env, .. facts.SecretEnv], facts),
        Cwd = config.WorkDir,
        Capabilities = Capabilities(config, facts.User),
        Rlimits = config.Spec.Rlimits,
        NoNewPrivileges = OrNull(config.Spec.NoNewPrivileges),
        ApparmorProfile = config.Spec.ApparmorProfile,
        OomScoreAdj = config.Spec.OomScoreAdj,
    };

    private static RuntimeUser User(ContainerConfig config, ResolvedUser user) => new()
    {
        Uid = user.Uid,
        Gid = user.Gid,
        Umask = OctalMode.TryParse(config.Spec.Umask ?? "", out var umask) ? umask : null,
        AdditionalGids = user.Groups.Count > 0 ? user.Groups : null,
    };

    private static List<string> Environment(IReadOnlyList<string> decided, StartFacts facts)
    {
        var result = new List<string>(decided.Count + 2);
        result.AddRange(decided);
        if (facts.NotifyDirectory is not null) result.Add($"NOTIFY_SOCKET={NotifyTarget}/notify.sock");
        foreach (var line in decided)
        {
            if (line.StartsWith("HOME=", StringComparison.Ordinal)) return result;
        }

        result.Add("HOME=" + facts.User.Home);
        return result;
    }

    // A user other than root gets what was added by name, as ambient capabilities, which the kernel only takes where they are
    // inheritable too (capabilities(7)); the inheritable set stays empty for everyone else.
    private static RuntimeCapabilities Capabilities(ContainerConfig config, ResolvedUser user)
    {
        if (user.Uid == 0)
            return new RuntimeCapabilities { Bounding = config.Capabilities, Effective = config.Capabilities, Permitted = config.Capabilities };
        var own = config.UserCapabilities.Count > 0 ? config.UserCapabilities : null;
        return new RuntimeCapabilities { Bounding = config.Capabilities, Effective = own, Permitted = own, Inheritable = own, Ambient = own };
    }
}
