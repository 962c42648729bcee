using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>One line of a commit: an image to record, or one already here (nothing prepared), and the names it gets.</summary>
internal sealed record IngestEntry(string Id, PreparedImage? Prepared, IReadOnlyList<ImageReference> Names);
