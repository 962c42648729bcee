using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.Output;

/// <summary>Sends log lines to syslog as well (--syslog): to /dev/log in the form of RFC 3164, facility user. Where nobody listens, they are for the other log only.</summary>
/// <param name="other">The log that gets each line first.</param>
/// <param name="program">The name that the lines bear.</param>
internal sealed class SyslogLogger(ILogger other, string program) : ILogger, IDisposable
{
    private const string Path = "/dev/log";
    private const int Facility = 1 << 3;

    // Each line is a datagram of its own; what is longer than a page is cut by most receivers anyway.
    private const int LongestLine = 4000;
    private readonly Lazy<Socket?> socket = new(Connect);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => other.IsEnabled(logLevel);

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => other.BeginScope(state);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        other.Log(logLevel, eventId, state, exception, formatter);
        if (!IsEnabled(logLevel) || socket.Value is not { } open) return;
        var text = formatter(state, exception);
        var line = Encoding.UTF8.GetBytes($"<{Facility + SeverityOf(logLevel)}>{program}[{Environment.ProcessId}]: {text[..Math.Min(text.Length, LongestLine)]}");
        try
        {
            open.Send(line);
        }
        catch (SocketException)
        {
            // A log that cannot be written must not stop what is logged.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (socket.IsValueCreated) socket.Value?.Dispose();
    }

    private static Socket? Connect()
    {
        var made = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            made.Connect(new UnixDomainSocketEndPoint(Path));
            return made;
        }
        catch (SocketException)
        {
            made.Dispose();
            return null;
        }
    }

    // RFC 5424, section 6.2.1.
    private static int SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
