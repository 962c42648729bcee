namespace Hull.Cli.Options;

/// <summary>Why options are refused, as it stands after "is not supported yet: ".</summary>
internal static class Reasons
{
    /// <summary>No pods.</summary>
    public const string Pods = "Hull has no pods";


}
