using System.Net.Sockets;

namespace Hull.Images.Registry;

/// <summary>
/// Finds out whether a port speaks TLS without a TLS library, whose start takes longer than a small pull: the port is greeted as TLS would
/// greet it (RFC 5246, 7.4.1.2), and the first byte of the answer tells.
/// </summary>
internal static class TlsGreeting
{
    private const byte Alert = 0x15;
    private const byte Handshake = 0x16;

    // A ClientHello: TLS 1.2, no session, three cipher suites, groups and signature algorithms. A server that agrees to nothing of it answers by an
    // alert. The extension 000a is a line's end for a server of plain HTTP, which then knows that the line is no request.
    private static readonly byte[] Hello =
    [
        Handshake, 3, 1, 0, 69, 1, 0, 0, 65, 3, 3,
        .. new byte[32],
        0, 0, 6, 0xc0, 0x2f, 0x13, 0x01, 0x00, 0x9c, 1, 0, 0, 18,
        0, 10, 0, 4, 0, 2, 0, 23,
        0, 13, 0, 6, 0, 4, 4, 1, 4, 3,
    ];

    /// <summary>Greets a port.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="patience">How long it has to answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it speaks TLS; null where it does not answer, or cannot be reached.</returns>
    public static async Task<bool?> AnswersAsync(string host, int port, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            await socket.SendAsync(Hello, limit.Token).ConfigureAwait(false);
            var answer = new byte[1];
            return await socket.ReceiveAsync(answer, limit.Token).ConfigureAwait(false) == 0 ? null : answer[0] is Alert or Handshake;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
