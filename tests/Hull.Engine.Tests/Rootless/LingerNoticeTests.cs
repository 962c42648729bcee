using Hull.Engine.Rootless;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Tests.Rootless;

public sealed class LingerNoticeTests : IDisposable
{
    private readonly string _host = Directory.CreateTempSubdirectory("linger").FullName;
    private readonly Lines _log = new();

    public void Dispose() => Directory.Delete(_host, recursive: true);

    [Fact]
    public void Is_told_once_where_systemd_runs_and_the_user_does_not_linger()
    {
        Directory.CreateDirectory(_host + "/run/systemd/system");
        var notice = new LingerNotice(_host, _log);
        notice.Tell("tester", _host);
        notice.Tell("tester", _host);
        Assert.Equal("systemd ends this container, as all processes of tester, with tester's last session. `sudo loginctl enable-linger tester` keeps it running", Assert.Single(_log.Said));
    }

    [Fact]
    public void Is_not_told_where_systemd_does_not_run()
    {
        new LingerNotice(_host, _log).Tell("tester", _host);
        Assert.Empty(_log.Said);
    }

    [Fact]
    public void Is_not_told_to_one_who_lingers()
    {
        Directory.CreateDirectory(_host + "/run/systemd/system");
        Directory.CreateDirectory(_host + "/var/lib/systemd/linger");
        File.WriteAllText(_host + "/var/lib/systemd/linger/tester", "");
        new LingerNotice(_host, _log).Tell("tester", _host);
        Assert.Empty(_log.Said);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
