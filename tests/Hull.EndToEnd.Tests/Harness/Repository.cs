namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Where the repository lies, and what its scripts make for the tests.</summary>
internal static class Repository
{
    private static readonly Lazy<string> TestImages = new(MakeImages);

    public static string Root { get; } = FindRoot();

    public static string Image(string name) => Path.Combine(TestImages.Value, name + ".tar");

    private static string MakeImages()
    {
        var folder = Path.Combine(Root, "artifacts", "test-images");
        var made = Shell.Run(Path.Combine(Root, "eng", "test-images.sh"), folder);
        Assert.True(made.Code == 0, made.ToString());
        return TestUser.IsRootless ? CopyForUser(folder) : folder;
    }

    // The repository may lie where an ordinary user cannot go.
    private static string CopyForUser(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("he-i-").FullName;
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        foreach (var image in Directory.GetFiles(folder)) File.Copy(image, Path.Combine(copy, Path.GetFileName(image)));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        return copy;
    }

    private static string FindRoot()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Hull.slnx"))) return directory;
        }
        throw new InvalidOperationException("no Hull.slnx above " + AppContext.BaseDirectory);
    }
}
