using System.Net;

namespace Hull.Images.Registry;

/// <summary>A request's body that tells when bytes of it went, so that who sends it can tell a long upload from a dead one.</summary>
internal abstract class UploadContent : HttpContent
{
    /// <summary>Called after each block.</summary>
    public Action? Progress { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected abstract override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken);
}
