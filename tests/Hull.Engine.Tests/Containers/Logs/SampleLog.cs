using System.Text;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Logs;
using Hull.Engine.Store;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Tests.Containers.Logs;

/// <summary>A log file as conmon writes it, and a process that stands in for conmon.</summary>
internal sealed class SampleLog : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("hull-logs-").FullName;
    private ChildProcess? _monitor;

    public string Path => System.IO.Path.Join(_directory, "ctr.log");

    public static ContainerConfig Config(string path) =>
        SampleContainers.Config(new string('a', 64), "one", Start) with { LogDriver = "k8s-file", LogPath = path };

    /// <summary>The moment that line n is printed at: a second after the other.</summary>
    public static DateTimeOffset TimeOf(int line) => Start.AddSeconds(line);

    public static string Line(int number, string text, char flag = 'F') =>
        $"{TimeOf(number).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}.000000000+00:00 stdout {flag} {text}\n";

    public void Write(string text) => File.AppendAllText(Path, text);

    /// <summary>As conmon does at the maximum size.</summary>
    public void Rotate(string text)
    {
        File.WriteAllText(Path + ".tmp", text);
        File.Move(Path + ".tmp", Path, overwrite: true);
    }

    /// <summary>Lets the container run: a process stands in for its conmon.</summary>
    public void StartMonitor() => _monitor = Spawn.Start(new SpawnRequest { Program = "/bin/sleep", Arguments = ["1000"] });

    public void EndMonitor()
    {
        _monitor!.Kill(Signal.Kill);
        _monitor.WaitForExit();
        _monitor.Dispose();
        _monitor = null;
    }

    public IAsyncEnumerable<LogLine> Read(LogsRequest request, CancellationToken cancellationToken = default)
    {
        var monitor = _monitor is null ? default : ProcessIdentity.TryRead(_monitor.Pid)!.Value;
        var state = new ContainerState
        {
            Status = _monitor is null ? ContainerStatus.Exited : ContainerStatus.Running,
            ConmonPid = monitor.Pid,
            ConmonStartTime = monitor.StartTime,
        };
        var paths = new StorePaths { Root = _directory, RunRoot = System.IO.Path.Join(_directory, "run") };
        return new ReadLog(paths, new ContainerRecord(Config(Path), state), request, TimeProvider.System, NullLogger.Instance).Lines(cancellationToken);
    }

    public async Task<List<string>> Texts(LogsRequest request)
    {
        var texts = new List<string>();
        await foreach (var line in Read(request)) texts.Add(Text(line));
        return texts;
    }

    public static string Text(LogLine line) => Encoding.UTF8.GetString(line.Text.Span);

    public void Dispose()
    {
        if (_monitor is not null) EndMonitor();
        Directory.Delete(_directory, recursive: true);
    }
}
