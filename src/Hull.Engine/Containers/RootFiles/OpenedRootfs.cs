using Hull.Linux.Files;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>A container's root file system, held open, with the mount namespace in which it is mounted where that is one of its own.</summary>
internal sealed class OpenedRootfs(SafeFileHandle root, SafeFileHandle? mounts = null) : IDisposable
{
    /// <summary>The root, for <see cref="Linux.SafePath"/>.</summary>
    public SafeFileHandle Root => root;

    /// <summary>The root as a directory to be read.</summary>
    public DirectoryHandle OpenDirectory() => DirectoryHandle.Open(root);

    /// <inheritdoc/>
    public void Dispose()
    {
        root.Dispose();
        // The last that holds the namespace: what is mounted in it goes.
        mounts?.Dispose();
    }
}
