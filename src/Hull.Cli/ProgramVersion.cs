namespace Hull.Cli;

/// <summary>The program's version. A test holds it equal to the build's.</summary>
internal static class ProgramVersion
{
    /// <summary>Major, minor and patch.</summary>
    public const string Text = "0.1.0";
}
