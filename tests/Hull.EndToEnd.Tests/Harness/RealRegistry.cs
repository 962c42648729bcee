using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Debian's docker-registry inside a bed. The bed's loopback is its own, so that ports are free whatever the machine runs.</summary>
internal sealed class RealRegistry : IDisposable
{
    public const string User = "tester";

    /// <summary>What must be seen nowhere; with a colon, which divides it from the name elsewhere.</summary>
    public const string Password = "open:sesame-4711";

    private const int Port = 5000;
    private const int TokenPort = 5001;

    private readonly Bed _bed;
    private readonly string _configuration;
    private readonly string _storage;
    private readonly Running? _tokens;
    private Running _registry;
    private bool _ended;

    private RealRegistry(Bed bed, string folder, string settings, int port, Running? tokens = null)
    {
        (_bed, _tokens, Address, _storage) = (bed, tokens, $"localhost:{port}", Path.Combine(folder, $"storage-{port}"));
        _configuration = Path.Combine(folder, $"registry-{port}.yml");
        // An image may be taken away again, and the log is whole when the process has ended.
        File.WriteAllText(_configuration, $$"""
            version: 0.1
            log: { level: warn }
            storage:
              filesystem: { rootdirectory: {{_storage}} }
              delete: { enabled: true }
            http:
              addr: 127.0.0.1:{{port}}
              secret: of-this-test
              draintimeout: 30s
            {{settings}}
            """);
        _registry = Start();
    }

    /// <summary>host:port, as names of images begin.</summary>
    public string Address { get; }

    /// <summary>Without TLS and for everybody.</summary>
    public static RealRegistry Plain(Bed bed, string folder, int port = Port) => new(bed, folder, "", port);

    /// <summary>Without TLS, for <see cref="User"/> by name and password.</summary>
    public static RealRegistry WithPassword(Bed bed, string folder)
    {
        var file = Path.Combine(folder, "htpasswd");
        File.WriteAllText(file, Shell.Run("htpasswd", "-Bbn", User, Password).Ok() + "\n");
        return new RealRegistry(bed, folder, $"auth: {{ htpasswd: {{ realm: test, path: {file} }} }}", Port);
    }

    /// <summary>With a certificate for localhost, of an authority that nobody knows: ca.crt in the folder "certs".</summary>
    public static RealRegistry WithTls(Bed bed, string folder)
    {
        MakeCertificates(folder);
        return new RealRegistry(bed, folder, $"  tls: {{ certificate: {folder}/server.pem, key: {folder}/server.key }}", Port);
    }

    /// <summary>The same, for those only who show a certificate of that authority: client.cert and client.key in the folder "certs".</summary>
    public static RealRegistry WithClientCertificates(Bed bed, string folder)
    {
        MakeCertificates(folder);
        var (certs, request) = ($"{folder}/certs", $"{folder}/client.csr");
        Shell.Run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{certs}/client.key", "-out", request, "-subj", "/CN=client").Ok();
        Shell.Run(
            "openssl", "x509", "-req", "-in", request, "-CA", $"{certs}/ca.crt", "-CAkey", $"{folder}/ca.key", "-CAcreateserial", "-days", "2",
            "-out", $"{certs}/client.cert").Ok();
        Shell.Run("chmod", "a+r", $"{certs}/client.key").Ok();
        return new RealRegistry(
            bed, folder, $"  tls: {{ certificate: {folder}/server.pem, key: {folder}/server.key, clientcas: [{certs}/ca.crt] }}", Port);
    }

    /// <summary>Without TLS, for those whom the token server beside it lets in: <see cref="User"/> to all, anybody to pull from public/.</summary>
    public static RealRegistry WithTokens(Bed bed, string folder)
    {
        MakeCertificates(folder);
        var script = Path.Combine(Repository.Root, "tests/Hull.EndToEnd.Tests/Harness/token-server.py");
        string[] arguments = [script, $"{TokenPort}", $"{folder}/server.key", $"{folder}/server.pem", $"{User}:{Password}"];
        var tokens = new Running(bed.Start("python3", arguments, TestedEngine.BaseEnvironment, null), "token-server.py");
        WaitFor(bed, TokenPort, tokens);
        return new RealRegistry(bed, folder, $$"""
            auth:
              token:
                realm: http://localhost:{{TokenPort}}/token
                service: test-registry
                issuer: test-issuer
                rootcertbundle: {{folder}}/server.pem
            """, Port, tokens);
    }

    /// <summary>A repository's name on this registry.</summary>
    public string Name(string path) => $"{Address}/{path}";

    /// <summary>Copies into the registry by skopeo.</summary>
    /// <param name="source">With its transport.</param>
    /// <param name="path">Repository and tag.</param>
    /// <param name="options">Of skopeo copy.</param>
    public void Fill(string source, string path, params string[] options) =>
        _bed.Run(["skopeo", "copy", "-q", "--insecure-policy", "--dest-tls-verify=false", .. options, source, "docker://" + Name(path)]).Ok();

    /// <summary>What skopeo sees: .Digest, .Architecture and so on.</summary>
    public string Inspect(string path, string format) =>
        _bed.Run("skopeo", "inspect", "--tls-verify=false", "--format", format, "docker://" + Name(path)).Ok();

    /// <summary>The manifest as it lies there.</summary>
    public string Manifest(string path) => _bed.Run("skopeo", "inspect", "--tls-verify=false", "--raw", "docker://" + Name(path)).Ok();

    /// <summary>The configuration of an image.</summary>
    public string Configuration(string path) =>
        _bed.Run("skopeo", "inspect", "--tls-verify=false", "--config", "--raw", "docker://" + Name(path)).Ok();

    /// <summary>The file in which the registry keeps a blob.</summary>
    public string BlobFile(string digest)
    {
        var hex = digest["sha256:".Length..];
        return Path.Combine(_storage, "docker/registry/v2/blobs/sha256", hex[..2], hex, "data");
    }

    /// <summary>
    /// All requests since it was last asked, as "GET /v2/ 200". The registry is started anew for it: a request is logged after its answer
    /// was sent, so only the end of the process tells that none is missing.
    /// </summary>
    public IReadOnlyList<string> TakeRequests()
    {
        End(_registry);
        var lines = _registry.Out.Split('\n').Where(line => line.Contains('"')).ToList();
        _registry.Dispose();
        _registry = Start();
        return [.. lines.Select(line => line.Split('"')).Select(parts => $"{parts[1].Replace(" HTTP/1.1", "")} {parts[2].Trim().Split(' ')[0]}")];
    }

    /// <summary>Ends it; a test may do so before its own end.</summary>
    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        foreach (var running in new[] { _registry, _tokens })
        {
            if (running is null) continue;
            End(running);
            running.Dispose();
        }
    }

    private Running Start()
    {
        var running = new Running(_bed.Start("docker-registry", ["serve", _configuration], TestedEngine.BaseEnvironment, null), "docker-registry");
        WaitFor(_bed, int.Parse(Address.Split(':')[1], CultureInfo.InvariantCulture), running);
        return running;
    }

    private static void End(Running running)
    {
        if (!running.HasExited) running.Signal(15);
        running.Finish();
    }

    // A socket belongs to the network namespace of the thread that makes it.
    private static void WaitFor(Bed bed, int port, Running server) => Eventually.Holds($"port {port} listens", () =>
    {
        Assert.False(server.HasExited, $"the server ended: {server.Out}\n{server.Error}");
        return bed.Inside(() => Answers(port));
    });

    private static bool Answers(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void MakeCertificates(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "certs"));
        var names = Path.Combine(folder, "names");
        File.WriteAllText(names, "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
        var (authority, authorityKey) = ($"{folder}/certs/ca.crt", $"{folder}/ca.key");
        string[] key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        Shell.Run("openssl", ["req", "-x509", .. key, "-keyout", authorityKey, "-out", authority, "-days", "2", "-subj", "/CN=test authority"]).Ok();
        // RSA: tokens are signed by RS256.
        Shell.Run(
            "openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{folder}/server.key", "-out", $"{folder}/server.csr",
            "-subj", "/CN=localhost").Ok();
        Shell.Run(
            "openssl", "x509", "-req", "-in", $"{folder}/server.csr", "-CA", authority, "-CAkey", authorityKey, "-CAcreateserial", "-days", "2",
            "-extfile", names, "-out", $"{folder}/server.pem").Ok();
    }
}
