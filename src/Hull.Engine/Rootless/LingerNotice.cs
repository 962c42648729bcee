using Hull.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Rootless;

/// <summary>
/// systemd ends a user's processes with the user's last session, containers with them, unless the user lingers (loginctl(1)). Who leaves a
/// container running is told so, once a boot.
/// </summary>
/// <param name="prefix">Put before every path; empty on a real host.</param>
/// <param name="log">Where the notice goes.</param>
internal sealed class LingerNotice(string prefix, ILogger log)
{
    private const string Told = "linger-told";

    /// <summary>Tells it where it is so and has not been told yet.</summary>
    /// <param name="userName">The user's name.</param>
    /// <param name="runtimeDirectory">Hull's part of the user's per-boot directory.</param>
    public void Tell(string userName, string runtimeDirectory)
    {
        // sd_booted(3); without systemd nobody ends anything at logout.
        if (!Directory.Exists(prefix + "/run/systemd/system") || Path.Exists($"{prefix}/var/lib/systemd/linger/{userName}")) return;
        var mark = Path.Join(runtimeDirectory, Told);
        if (File.Exists(mark)) return;
        File.WriteAllText(mark, "");
        log.EndsAtLogout(userName);
    }

    /// <summary>As <see cref="Tell"/>, for this process's user; root is told nothing.</summary>
    public static void TellCaller(EngineSettings settings, ILogger log)
    {
        if (!settings.Rootless) return;
        var host = HostEnvironment.OfThisProcess();
        new LingerNotice(host.Prefix, log).Tell(AccountName.Of(host.UserId), UserRuntimeDirectory.Require(host));
    }
}
