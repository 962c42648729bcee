using Hull.Core;
using Hull.Linux;

namespace Hull.Images.Layers;

/// <summary>
/// The second half of unpacking: a layer with <c>tmp/x</c> but without <c>tmp/</c> only implies /tmp, whose mode, owner and attributes the
/// layers below decide. Overlay shows the topmost directory's, so the tree of such a layer depends on its parents.
/// </summary>
public static class ImpliedDirectories
{
    /// <summary>Gives each implied directory mode, owner, extended attributes and times of the topmost parent layer that has it.</summary>
    /// <param name="directory">The unpacked layer's root.</param>
    /// <param name="implied">What <see cref="UnpackedLayer.ImpliedDirectories"/> says.</param>
    /// <param name="parents">The roots of the parent layers' trees in overlay form, the nearest first; theirs were already copied.</param>
    /// <exception cref="EngineException">The kernel refused; the message names the path.</exception>
    public static void CopyFrom(string directory, IReadOnlyList<RawPath> implied, IReadOnlyList<string> parents)
    {
        throw new EngineException(ErrorKind.Unsupported, $"copy directories into {directory}: not built yet");
    }
}
