namespace Hull.Cli.Options;

/// <summary>Why options are refused, as it stands after "is not supported yet: ".</summary>
internal static class Reasons
{
    /// <summary>No pods.</summary>
    public const string Pods = "Hull has no pods";


    /// <summary>No mappings of ids.</summary>
    public const string IdMaps = "Hull maps no user ids";

    /// <summary>No throttles by device.</summary>
    public const string DeviceLimits = "Hull sets no limits by device";

    /// <summary>The account files of the container.</summary>
    public const string Accounts = "Hull adds no accounts to a container";

    /// <summary>Standard streams only.</summary>
    public const string Descriptors = "Hull passes on the standard streams only";
}
