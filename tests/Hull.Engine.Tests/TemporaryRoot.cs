namespace Hull.Engine.Tests;

/// <summary>A directory with an /etc of its own, gone at the end.</summary>
internal sealed class TemporaryRoot : IDisposable
{
    public TemporaryRoot()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("hull-engine-").FullName;
        System.IO.Directory.CreateDirectory(Path("etc"));
    }

    public string Directory { get; }

    public string Path(string inside) => System.IO.Path.Join(Directory, inside);

    /// <summary>Writes a file and the directories above it.</summary>
    public string Write(string inside, string text)
    {
        var path = Path(inside);
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a program.</summary>
    public string WriteProgram(string inside, string text = "#!/bin/sh\n")
    {
        var path = Write(inside, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
