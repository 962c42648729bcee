using Hull.Core;
using Hull.Images;

namespace Hull.Engine.Events;

/// <summary>The statuses of what the image store tells.</summary>
internal static class ImageEvents
{
    /// <summary>The status of a change.</summary>
    /// <param name="kind">What happened in the store.</param>
    public static EventStatus StatusOf(ImageChangeKind kind) => kind switch
    {
        ImageChangeKind.Tagged => EventStatus.Tag,
        ImageChangeKind.Untagged => EventStatus.Untag,
        ImageChangeKind.Removed => EventStatus.Remove,
        ImageChangeKind.Loaded => EventStatus.LoadFromArchive,
        ImageChangeKind.Saved => EventStatus.Save,
        ImageChangeKind.Pushed => EventStatus.Push,
        ImageChangeKind.Imported => EventStatus.Import,
        _ => throw new EngineException(ErrorKind.Internal, $"change {kind} of an image: unknown"),
    };
}
