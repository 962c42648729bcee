using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

/// <summary>Whether a port speaks TLS, as its answer to a greeting tells.</summary>
public sealed class TlsGreetingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_server_of_TLS_is_known()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=registry", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Assert.True(await AskAsync(
            async stream =>
            {
                using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
                await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsServerAsync(certificate));
            },
            Patience));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("hello\n")]
    public async Task A_server_that_answers_otherwise_is_known(string answer) => Assert.False(await AskAsync(
        async stream =>
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            // Who speaks in lines finds the end of one in the greeting.
            await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        },
        Patience));

    [Fact]
    public async Task One_that_closes_says_nothing() => Assert.Null(await AskAsync(static _ => Task.CompletedTask, Patience));

    [Fact]
    public async Task One_that_is_silent_says_nothing() => Assert.Null(await AskAsync(
        async stream => await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken), TimeSpan.FromMilliseconds(50)));

    [Fact]
    public async Task Nobody_says_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Null(await TlsGreeting.AnswersAsync("127.0.0.1", port, Patience, TestContext.Current.CancellationToken));
    }

    private static async Task<bool?> AskAsync(Func<NetworkStream, Task> serve, TimeSpan patience)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await serve(client.GetStream());
        }
        var serving = ServeAsync();
        var answer = await TlsGreeting.AnswersAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, patience, TestContext.Current.CancellationToken);
        await serving;
        return answer;
    }
}
