using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.Output;

/// <summary>Writes log lines to standard error in the form of logrus, which Podman's users and scripts know: <c>time="…" level=debug msg="…"</c>.</summary>
/// <param name="output">Standard error.</param>
/// <param name="least">The least level written.</param>
/// <param name="clock">Where time comes from.</param>
internal sealed class LogrusLogger(TextWriter output, LogLevel least, TimeProvider clock) : ILogger
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var time = clock.GetLocalNow();
        var zone = time.Offset == TimeSpan.Zero ? "'Z'" : "zzz";
        var line = new StringBuilder("time=\"")
            .Append(time.ToString("yyyy-MM-dd'T'HH:mm:ss" + zone, CultureInfo.InvariantCulture))
            .Append("\" level=").Append(NameOf(logLevel))
            .Append(" msg=").Append(Quoted(formatter(state, exception)));
        if (exception is not null) line.Append(" error=").Append(Quoted(exception.Message));
        line.Append('\n');
        lock (gate) output.Write(line);
    }

    // logrus quotes only where it must.
    private static string Quoted(string text) => text.Length > 0 && text.All(static c => char.IsAsciiLetterOrDigit(c) || "-._/@^+".Contains(c, StringComparison.Ordinal))
        ? text
        : Core.GoSyntax.GoQuote.Text(text);

    /// <summary>logrus' word for a level.</summary>
    /// <param name="level">The level.</param>
    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
