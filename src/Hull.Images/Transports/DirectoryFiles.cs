using Hull.Core;
using Hull.Linux;
using Microsoft.Win32.SafeHandles;

namespace Hull.Images.Transports;

/// <summary>The files of a directory. Names are looked up inside it only, and only regular files are opened: a layout may come from anywhere.</summary>
internal sealed class DirectoryFiles(string path) : IFileSource
{
    private readonly SafeFileHandle _root = SafePath.OpenRoot(path);

    public string What { get; } = path;

    public bool Has(string name)
    {
        using var file = SafePath.TryOpenRead(_root, name);
        return file is not null;
    }

    public SourceFile Open(string name)
    {
        try
        {
            var file = SafePath.TryOpenRead(_root, name) ?? throw FileSources.Corrupt(this, name, "there is no such file");
            return new SourceFile(new FileStream(file, FileAccess.Read, bufferSize: 0), RandomAccess.GetLength(file));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.InvalidArgument)
        {
            throw new EngineException(ErrorKind.Corrupt, $"{What}: {e.Message}", inner: e);
        }
    }

    public void Dispose() => _root.Dispose();
}
