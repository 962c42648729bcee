using Hull.Engine.Health;
using Hull.Oci;

namespace Hull.Engine.Containers;

/// <content>Health checks.</content>
internal sealed partial class ResolveContainer
{
    private sealed record Health
    {
        /// <summary>No checks.</summary>
        public static readonly Health None = new()
        {
            Action = HealthAction.None,
            LogDestination = HealthDefaults.Local,
            MaxLogCount = HealthDefaults.MaxLogCount,
            MaxLogSize = HealthDefaults.MaxLogSize,
        };

        public HealthCheck? Check { get; init; }
        public HealthCheck? Startup { get; init; }
        public required HealthAction Action { get; init; }
        public required string LogDestination { get; init; }
        public required uint MaxLogCount { get; init; }
        public required uint MaxLogSize { get; init; }
    }

    private Health DecideHealth()
    {
        var check = DecideHealthCheck(_spec.HealthConfig, _request.Image.Defaults.Healthcheck);
        var action = _spec.HealthCheckOnFailureAction ?? HealthAction.None;
        if (check?.IsOn != true && action != HealthAction.None)
            throw Invalid($"cannot set on-failure action to {WordOf(action)} without a health check");
        if (_spec.StartupHealthConfig is not null && check?.IsOn != true)
            throw Invalid("a startup healthcheck can only be set if a healthcheck is also set: healthcheck command is not set");
        return new Health
        {
            Check = check,
            Startup = _spec.StartupHealthConfig is { } startup ? DecideStartup(startup) : null,
            Action = action,
            LogDestination = string.IsNullOrEmpty(_spec.HealthLogDestination) ? HealthDefaults.Local : _spec.HealthLogDestination,
            MaxLogCount = _spec.HealthMaxLogCount ?? HealthDefaults.MaxLogCount,
            MaxLogSize = _spec.HealthMaxLogSize ?? HealthDefaults.MaxLogSize,
        };
    }

    /// <summary>Podman's word for what becomes of an unhealthy container.</summary>
    public static string WordOf(HealthAction action) => action switch
    {
        HealthAction.Kill => "kill",
        HealthAction.Restart => "restart",
        HealthAction.Stop => "stop",
        _ => "none",
    };

    // What was asked goes before the image's; a time of 0 in an image is not said (Docker's image configuration).
    private HealthCheck? DecideHealthCheck(HealthCheck? asked, ImageHealthcheck? image)
    {
        var test = asked?.Test ?? (image?.Test is { Count: > 0 } inherited ? inherited : null);
        if (test is null)
        {
            if (asked is not null) _warnings.Add("The options of the health check have no effect without --health-cmd or a HEALTHCHECK of the image");
            return null;
        }
        if (test is [HealthCheck.None or "", ..]) return new HealthCheck { Test = [HealthCheck.None] };
        return CheckTimes(new HealthCheck
        {
            Test = test,
            Interval = asked?.Interval ?? NotZero(image?.Interval) ?? HealthDefaults.Interval,
            Timeout = asked?.Timeout ?? NotZero(image?.Timeout) ?? HealthDefaults.Interval,
            StartPeriod = asked?.StartPeriod ?? image?.StartPeriod ?? 0,
            StartInterval = asked?.StartInterval ?? NotZero(image?.StartInterval),
            Retries = asked?.Retries ?? (image?.Retries is > 0 and var retries ? retries : HealthDefaults.Retries),
        });
    }

    private static HealthCheck DecideStartup(HealthCheck asked)
    {
        if (asked.Test is not { Count: > 0 }) throw Invalid("startup healthcheck command is not set");
        return CheckTimes(asked with
        {
            Interval = asked.Interval ?? HealthDefaults.Interval,
            Timeout = asked.Timeout ?? HealthDefaults.Interval,
            StartPeriod = null,
            StartInterval = null,
            Retries = asked.Retries ?? 0,
            Successes = asked.Successes ?? 0,
        });
    }

    private static HealthCheck CheckTimes(HealthCheck check)
    {
        if (check.Interval < 0) throw Invalid("healthcheck-interval must be 0 seconds or greater");
        if (check.Timeout < HealthDefaults.Second) throw Invalid("healthcheck-timeout must be at least 1 second");
        if (check.StartPeriod < 0) throw Invalid("healthcheck-start-period must be 0 seconds or greater");
        if (check.StartInterval < 0) throw Invalid("healthcheck-start-interval must be 0 seconds or greater");
        return check;
    }

    private static long? NotZero(long? time) => time is 0 ? null : time;
}
