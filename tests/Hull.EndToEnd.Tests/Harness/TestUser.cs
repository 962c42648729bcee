namespace Hull.EndToEnd.Tests.Harness;

/// <summary>
/// The ordinary user as whom the engine runs with HULL_E2E_USER=NAME: an account of the bed's own, which the machine need not have. Not said,
/// the engine runs as root.
/// </summary>
internal static class TestUser
{
    public const int Id = 1001;

    /// <summary>Another user of the bed, who shares nothing with the first.</summary>
    public const int OtherId = 1002;

    /// <summary>Where the bed shows the executable, for the repository may be closed to the user.</summary>
    public const string BinaryInside = "/run/bed/hull";

    public static readonly string? Name = Environment.GetEnvironmentVariable("HULL_E2E_USER") is { Length: > 0 } name ? name : null;

    /// <summary>Whether the engine runs as an ordinary user.</summary>
    public static bool IsRootless => Name is not null;

    /// <summary>What becomes the user and execs the rest.</summary>
    public static string[] Wrapper => Name is null ? [] : Become(Id);

    /// <summary>What becomes one of the bed's two users.</summary>
    public static string[] Become(int id) => ["/usr/bin/setpriv", "--reuid", $"{id}", "--regid", $"{id}", "--init-groups", "--"];

    /// <summary>Opens a folder to the user. What tests make below it is open too: they run without an umask then.</summary>
    public static void Admit(string folder)
    {
        if (Name is null) return;
        Native.Umask(0);
        File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
    }
}
