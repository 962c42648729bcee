namespace Hull.Engine.Health;

/// <summary>What becomes of a container that has turned unhealthy. The numbers are libpod's.</summary>
public enum HealthAction
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is killed.</summary>
    Kill = 2,

    /// <summary>It is started again.</summary>
    Restart = 3,

    /// <summary>It is stopped.</summary>
    Stop = 4,
}
