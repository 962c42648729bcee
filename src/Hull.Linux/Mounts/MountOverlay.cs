using System.Text;
using Hull.Core;
using Hull.Linux.Namespaces;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Mounts;

/// <summary>
/// Mounts overlays. Where the kernel takes lower folders one by one (<c>lowerdir+</c>, kernel 6.7) any number fits; else all options must fit
/// into one page, and where their paths do not, descriptors of the folders stand for them.
/// </summary>
public static class MountOverlay
{
    /// <summary>The most lower folders that overlayfs takes (OVL_MAX_STACK).</summary>
    public const int MostLowerDirectories = 500;

    // mount(2) copies one page of options; 4,096 is the smallest page.
    private const int PageOfOptions = 4095;

    private static readonly Lazy<bool> TakesLowersOneByOne = new(Probe);

    /// <summary>Mounts an overlay.</summary>
    /// <param name="overlay">What to lay over what.</param>
    /// <param name="target">An existing folder.</param>
    /// <exception cref="EngineException">InvalidArgument: too many or no layers. Others: the kernel refused; nothing stays mounted.</exception>
    public static void Attach(OverlayMount overlay, string target) => Attach(overlay, target, TakesLowersOneByOne.Value);

    internal static void Attach(OverlayMount overlay, string target, bool oneByOne)
    {
        Validate(overlay);
        // Overlayfs wants two folders at least; one alone, never written to, is the same as itself mounted read-only.
        if (overlay.UpperDirectory is null && overlay.LowerDirectories is [var single]) Mount.Bind(single, target, flags: overlay.Flags | MountFlags.ReadOnly);
        else if (oneByOne) AttachOneByOne(overlay, target);
        else AttachWithOnePage(overlay, target);
    }

    private static void Validate(OverlayMount overlay)
    {
        if (overlay.LowerDirectories.Count is 0 or > MostLowerDirectories)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, $"overlay: {overlay.LowerDirectories.Count} layers, the kernel takes 1 to {MostLowerDirectories}",
                "squash the image into fewer layers");
        }

        if (overlay.UpperDirectory is null != overlay.WorkDirectory is null)
            throw new EngineException(ErrorKind.InvalidArgument, "overlay: an upper folder and a work folder go together");
    }

    private static void AttachOneByOne(OverlayMount overlay, string target)
    {
        using var folders = new FolderNames();
        using var context = new FileSystemContext("overlay");
        context.Set("source", "overlay");
        foreach (var lower in overlay.LowerDirectories) context.Set("lowerdir+", folders.PathOrDescriptor(lower));
        if (overlay.UpperDirectory is not null)
        {
            context.Set("upperdir", folders.PathOrDescriptor(overlay.UpperDirectory));
            context.Set("workdir", folders.PathOrDescriptor(overlay.WorkDirectory!));
        }

        foreach (var (key, value) in Options(overlay))
        {
            if (value is null) context.SetFlag(key);
            else context.Set(key, value);
        }

        using var mount = context.Create(overlay.Flags);
        mount.Attach(target);
    }

    private static void AttachWithOnePage(OverlayMount overlay, string target)
    {
        var options = FolderNames.HasOnlyPlain(overlay) ? Page(overlay, folder => folder) : null;
        if (options is not null && Encoding.UTF8.GetByteCount(options) <= PageOfOptions)
        {
            Libc.Check(Libc.mount("overlay", target, "overlay", (ulong)overlay.Flags, options), "mount overlay at", target);
            return;
        }

        var absoluteTarget = Path.GetFullPath(target);
        using var folders = new FolderNames();
        options = Page(overlay, folders.Descriptor);
        if (options.Length > PageOfOptions)
            throw new EngineException(ErrorKind.ResourceExhausted, $"mount overlay at {target}: options of {options.Length} bytes do not fit into a page");

        // In /proc/self/fd a folder's name is its descriptor's number: some four bytes a layer, whatever its path.
        IsolatedThread.Run(() =>
        {
            Libc.Check(Libc.chdir("/proc/self/fd"), "chdir", "/proc/self/fd");
            return Libc.Check(Libc.mount("overlay", absoluteTarget, "overlay", (ulong)overlay.Flags, options), "mount overlay at", target);
        });
    }

    private static string Page(OverlayMount overlay, Func<string, string> name)
    {
        var text = new StringBuilder("lowerdir=").AppendJoin(':', overlay.LowerDirectories.Select(name));
        if (overlay.UpperDirectory is not null)
            text.Append(",upperdir=").Append(name(overlay.UpperDirectory)).Append(",workdir=").Append(name(overlay.WorkDirectory!));
        foreach (var (key, value) in Options(overlay)) text.Append(',').Append(value is null ? key : $"{key}={value}");
        return text.ToString();
    }

    /// <summary>
    /// What the upper holds must be readable without the mount (commit, diff), so nothing that a module's defaults may turn on: no
    /// redirects, no metadata-only copies, no index. With user attributes the kernel has these off and refuses to be told.
    /// </summary>
    private static IEnumerable<(string Key, string? Value)> Options(OverlayMount overlay)
    {
        if (overlay.UsesUserAttributes)
        {
            yield return ("userxattr", null);
        }
        else
        {
            yield return ("index", "off");
            yield return ("redirect_dir", "off");
            yield return ("metacopy", "off");
            yield return ("xino", "off");
        }

        if (overlay.IsVolatile) yield return ("volatile", null);
    }

    /// <summary>A kernel that parses overlay's options itself refuses an unknown one; an older one only collects what it is given.</summary>
    private static bool Probe()
    {
        try
        {
            using var context = new FileSystemContext("overlay");
            return !context.TrySet("hull-no-such-option", "1") && context.TrySet("lowerdir+", "/");
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Unsupported)
        {
            return false;
        }
    }

    /// <summary>What an overlay's folders are called: by their path, or by a descriptor held open until the mount is made.</summary>
    private sealed class FolderNames : IDisposable
    {
        private readonly List<SafeFileHandle> _open = [];

        // Overlayfs and the option parser give meaning to these, in a different way in each version.
        public static bool IsPlain(string folder) => folder.AsSpan().IndexOfAny(",:\\\"") < 0;

        public static bool HasOnlyPlain(OverlayMount overlay)
            => overlay.LowerDirectories.All(IsPlain) && IsPlain(overlay.UpperDirectory ?? "") && IsPlain(overlay.WorkDirectory ?? "");

        public string PathOrDescriptor(string folder)
            => IsPlain(folder) && Encoding.UTF8.GetByteCount(folder) <= FileSystemContext.LongestValue ? folder : $"/proc/self/fd/{Descriptor(folder)}";

        public string Descriptor(string folder)
        {
            var handle = Libc.OpenFile(folder, Libc.O_PATH | Libc.O_DIRECTORY);
            _open.Add(handle);
            return $"{handle.DangerousGetHandle()}";
        }

        public void Dispose()
        {
            foreach (var handle in _open) handle.Dispose();
        }
    }
}
