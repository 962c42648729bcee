using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hull.Oci;

namespace Hull.Images.Tests.Registry;

/// <summary>
/// A registry on a port of its own that speaks plain HTTP over a bare socket, so that it can break any rule. It keeps blobs, manifests and
/// uploads as a good registry does; rules that a test adds answer first.
/// </summary>
internal sealed class FakeRegistry : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentQueue<Func<FakeRequest, FakeAnswer?>> _rules = [];
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new();
    private readonly Task _accepting;
    private int _lastUpload;

    public FakeRegistry()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>All requests, in order.</summary>
    public ConcurrentQueue<FakeRequest> Seen { get; } = [];

    /// <summary>Blobs by repository@digest.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>Manifests by repository:tag and repository:digest.</summary>
    public ConcurrentDictionary<string, (string Type, byte[] Raw)> Manifests { get; } = new();

    /// <summary>Whether blobs can be asked for from a byte on.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>How many bytes of a request's body are taken before the connection ends without an answer; null takes all.</summary>
    public Func<FakeRequest, (int Bytes, FakeEnd End)?> TakeOnly { get; set; } = static _ => null;

    /// <summary>Adds a rule: what it answers goes before everything else.</summary>
    /// <param name="method">Of which requests.</param>
    /// <param name="path">What their path contains.</param>
    /// <param name="answer">Told how many there were before; null leaves it to the rules behind and the registry.</param>
    public void On(string method, string path, Func<int, FakeRequest, FakeAnswer?> answer)
    {
        var count = 0;
        _rules.Enqueue(request => request.Method == method && request.Path.Contains(path, StringComparison.Ordinal) ? answer(Interlocked.Increment(ref count) - 1, request) : null);
    }

    /// <summary>The requests of a method to paths with a text in them.</summary>
    public IReadOnlyList<FakeRequest> Asked(string method, string path) =>
        [.. Seen.Where(request => request.Method == method && request.Path.Contains(path, StringComparison.Ordinal))];

    /// <summary>What it answers when no rule does.</summary>
    public FakeAnswer Answer(FakeRequest request)
    {
        var path = request.Path;
        if (path == "/v2/") return FakeAnswer.Text(200, "{}");
        if (Split(path, "/manifests/") is var (repository, reference)) return Manifest(request, repository, reference);
        if (Split(path, "/blobs/uploads/") is var (target, id)) return Upload(request, target, id);
        if (Split(path, "/blobs/") is var (source, digest)) return Blob(request, $"{source}@{digest}");
        return new FakeAnswer(404);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
#pragma warning disable xUnit1031 // Dispose has no other way.
        Task.WaitAll([_accepting, .. _connections]);
#pragma warning restore xUnit1031
        _stop.Dispose();
    }

    private FakeAnswer Manifest(FakeRequest request, string repository, string reference)
    {
        if (request.Method == "PUT")
        {
            var raw = request.Body.ToArray();
            var digest = Digest.Of(raw).ToString();
            Manifests[$"{repository}:{reference}"] = Manifests[$"{repository}:{digest}"] = (request["Content-Type"] ?? "", raw);
            return new FakeAnswer(201, ("Docker-Content-Digest", digest));
        }
        return Manifests.TryGetValue($"{repository}:{reference}", out var found)
            ? FakeAnswer.Of(found.Raw, ("Content-Type", found.Type), ("Docker-Content-Digest", Digest.Of(found.Raw).ToString()))
            : FakeAnswer.Error(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }

    private FakeAnswer Blob(FakeRequest request, string key)
    {
        if (!Blobs.TryGetValue(key, out var blob)) return FakeAnswer.Error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        if (request["Range"] is not { } range || !Ranges) return FakeAnswer.Of(blob);
        var from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        return from < blob.Length
            ? new FakeAnswer(206, ("Content-Range", $"bytes {from}-{blob.Length - 1}/{blob.Length}")) { Body = blob[from..] }
            : new FakeAnswer(416, ("Content-Range", $"bytes */{blob.Length}"));
    }

    private FakeAnswer Upload(FakeRequest request, string repository, string id)
    {
        if (request.Method == "POST")
        {
            if (request.Query("mount") is { } wanted && Blobs.TryGetValue($"{request.Query("from")}@{wanted}", out var there))
            {
                Blobs[$"{repository}@{wanted}"] = there;
                return new FakeAnswer(201);
            }
            id = Interlocked.Increment(ref _lastUpload).ToString(CultureInfo.InvariantCulture);
            _uploads[id] = new MemoryStream();
            return At(202, repository, id, 0);
        }
        if (!_uploads.TryGetValue(id, out var upload)) return FakeAnswer.Error(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown");
        if (request.Method == "GET") return At(204, repository, id, upload.Length);
        if (request["Content-Range"] is { } range && long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture) != upload.Length) return At(416, repository, id, upload.Length);
        upload.Write(request.Body.Span);
        if (request.Method == "PATCH") return At(202, repository, id, upload.Length);
        var digest = request.Query("digest")!;
        var blob = upload.ToArray();
        if (Digest.Of(blob).ToString() != digest) return FakeAnswer.Error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        Blobs[$"{repository}@{digest}"] = blob;
        return new FakeAnswer(201);
    }

    private static FakeAnswer At(int status, string repository, string id, long length) =>
        new(status, ("Location", $"/v2/{repository}/blobs/uploads/{id}?state=a%2Fb"), ("Range", $"0-{Math.Max(0, length - 1)}"));

    private static (string Repository, string Tail)? Split(string path, string at)
    {
        var index = path.IndexOf(at, StringComparison.Ordinal);
        return index < 0 || !path.StartsWith("/v2/", StringComparison.Ordinal) ? null : (path["/v2/".Length..index], path[(index + at.Length)..]);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (_stop.IsCancellationRequested && e is (OperationCanceledException or SocketException or InvalidOperationException))
        {
            // The test is over; a stopped listener says so in several ways.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await ReadHeadAsync(stream) is { } head)
            {
                var cut = TakeOnly(head);
                var request = head with { Body = await ReadBodyAsync(stream, head, cut?.Bytes ?? int.MaxValue) };
                Seen.Enqueue(request);
                var answer = _rules.Select(rule => rule(request)).FirstOrDefault(ruled => ruled is not null) ?? Answer(request);
                if (cut is { } taken) answer = answer with { Mute = true, End = taken.End };
                if (!answer.Mute) await WriteAsync(stream, request, answer);
                if (answer.End == FakeEnd.Stall) await Task.Delay(Timeout.Infinite, _stop.Token);
                // The stream would shut it down in good order first.
                if (answer.End == FakeEnd.Reset) socket.Close(0);
                if (answer.End is not null) return;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }

    // Null at the end, and where the client tries TLS.
    private async Task<FakeRequest?> ReadHeadAsync(NetworkStream stream)
    {
        if (await LineAsync(stream) is not { Length: > 0 } first || !char.IsAsciiLetterUpper(first[0])) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        var words = first.Split(' ');
        return new FakeRequest { Method = words[0], Target = words[1], Headers = headers };
    }

    private async Task<byte[]> ReadBodyAsync(NetworkStream stream, FakeRequest head, int most)
    {
        using var body = new MemoryStream();
        if (head["Transfer-Encoding"] == "chunked")
        {
            while (body.Length < most && int.Parse(await LineAsync(stream) ?? throw new IOException("ended early"), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
            {
                await CopyAsync(stream, body, size);
                await LineAsync(stream);
            }
            if (body.Length < most) await LineAsync(stream);
            else body.SetLength(most);
        }
        else if (head["Content-Length"] is { } length)
        {
            await CopyAsync(stream, body, Math.Min(most, int.Parse(length, CultureInfo.InvariantCulture)));
        }
        return body.ToArray();
    }

    private async Task CopyAsync(NetworkStream stream, MemoryStream target, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, _stop.Token);
        target.Write(buffer);
    }

    private async Task<string?> LineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            // 0x16 begins a TLS handshake.
            if (line.Length == 0 && one[0] == 0x16) return null;
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
        return null;
    }

    private async Task WriteAsync(NetworkStream stream, FakeRequest request, FakeAnswer answer)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Of-The-Tests\r\n");
        foreach (var (name, value) in answer.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (answer.Chunked) head.Append("Transfer-Encoding: chunked\r\n");
        else if (answer.Status != 204) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Declared ?? answer.Body.Length}\r\n");
        if (answer.Chunked && answer.End != FakeEnd.Repeat) head.Append(CultureInfo.InvariantCulture, $"\r\n{answer.Body.Length:x}\r\n");
        else head.Append("\r\n");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), _stop.Token);
        if (request.Method == "HEAD") return;
        var chunk = answer.Chunked && answer.End == FakeEnd.Repeat ? Encoding.Latin1.GetBytes($"{answer.Body.Length:x}\r\n{Encoding.Latin1.GetString(answer.Body)}\r\n") : answer.Body;
        do await stream.WriteAsync(chunk, _stop.Token);
        while (answer.End == FakeEnd.Repeat);
        if (answer.Chunked && answer.End is null) await stream.WriteAsync("\r\n0\r\n\r\n"u8.ToArray(), _stop.Token);
    }
}
