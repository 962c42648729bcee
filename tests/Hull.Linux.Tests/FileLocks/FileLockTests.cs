using Hull.Core;
using Hull.Linux.FileLocks;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.FileLocks;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["lock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Second_exclusive_lock_is_refused_until_the_first_is_let_go()
    {
        var first = FileLock.TryAcquire(Path);
        Assert.NotNull(first);
        Assert.Null(FileLock.TryAcquire(Path));
        Assert.Null(FileLock.TryAcquire(Path, LockMode.Shared));
        first.Dispose();
        first.Dispose();
        using var second = FileLock.TryAcquire(Path);
        Assert.NotNull(second);
    }

    [Fact]
    public void Shared_locks_stand_together_and_keep_an_exclusive_one_out()
    {
        using var first = FileLock.TryAcquire(Path, LockMode.Shared);
        using var second = FileLock.TryAcquire(Path, LockMode.Shared);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(FileLock.TryAcquire(Path));
        Assert.Throws<InvalidOperationException>(second.Unlink);
    }

    [Fact]
    public void File_is_its_owner_s_alone()
    {
        using var held = FileLock.TryAcquire(Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public async Task Waiting_ends_when_the_holder_lets_go()
    {
        var held = FileLock.TryAcquire(Path)!;
        using var cancel = new CancellationTokenSource();
        var waits = new[]
        {
            FileLock.AcquireAsync(Path),
            Task.Run(() => FileLock.Acquire(Path)),
            Task.Run(() => FileLock.Acquire(Path, cancellationToken: cancel.Token)),
            Task.Run(() => FileLock.Acquire(Path, timeout: TimeSpan.FromMinutes(5))),
        };
        await Task.Delay(20);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        held.Dispose();
        var holders = 0;
        foreach (var wait in Task.WhenEach(waits).ToBlockingEnumerable())
        {
            using var mine = await wait;
            Assert.Equal(1, ++holders);
            Assert.Null(FileLock.TryAcquire(Path));
            holders--;
        }
    }

    [Fact]
    public async Task Cancelled_wait_leaves_nothing_held()
    {
        var held = FileLock.TryAcquire(Path)!;
        using var cancel = new CancellationTokenSource();
        var waiting = FileLock.AcquireAsync(Path, cancellationToken: cancel.Token);
        var blocking = Task.Run(() => FileLock.Acquire(Path, cancellationToken: cancel.Token));
        await Task.Delay(20);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocking);
        held.Dispose();
        using var next = await FileLock.AcquireAsync(Path, timeout: TimeSpan.FromSeconds(30));
        Assert.Equal(LockMode.Exclusive, next.Mode);
    }

    [Fact]
    public async Task Wait_that_takes_too_long_says_which_lock()
    {
        using var held = FileLock.TryAcquire(Path)!;
        var error = Assert.Throws<EngineException>(() => FileLock.Acquire(Path, timeout: TimeSpan.FromMilliseconds(5)));
        Assert.Equal((ErrorKind.Timeout, $"lock {Path}: held by another process"), (error.Kind, error.Message));
        error = await Assert.ThrowsAsync<EngineException>(() => FileLock.AcquireAsync(Path, timeout: TimeSpan.Zero));
        Assert.Equal(ErrorKind.Timeout, error.Kind);
    }

    [Fact]
    public async Task Who_waited_for_a_file_that_was_unlinked_locks_the_new_one()
    {
        var first = FileLock.TryAcquire(Path)!;
        var waiting = FileLock.AcquireAsync(Path);
        File.Delete(Path);
        using var newFile = FileLock.TryAcquire(Path);
        Assert.NotNull(newFile);
        first.Dispose();
        await Task.Delay(20);
        Assert.False(waiting.IsCompleted);
        newFile.Unlink();
        using var last = await waiting;
        Assert.Null(FileLock.TryAcquire(Path));
        last.Unlink();
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void Unlinking_under_load_never_lets_two_in()
    {
        var inside = 0;
        var entered = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var held = FileLock.Acquire(Path);
            Assert.Equal(1, Interlocked.Increment(ref inside));
            Interlocked.Increment(ref entered);
            Interlocked.Decrement(ref inside);
            held.Unlink();
        });
        Assert.Equal(400, entered);
    }

    [Fact]
    public void Lock_of_a_killed_process_is_free()
    {
        // flock(1) takes another kind of lock; python's fcntl knows OFD locks by number.
        const string script = "import fcntl,struct,sys,time; f=open(sys.argv[1],'w'); fcntl.fcntl(f,37,struct.pack('hhqqi4x',1,0,0,0,0)); print('held',flush=True); time.sleep(60)";
        if (ExecutableSearch.Find("python3") is null) Assert.Skip("python3 is not installed");
        using var pipe = Hull.Linux.Descriptors.Pipe.Create();
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = "python3",
            Arguments = ["-c", script, Path],
            Descriptors = new Dictionary<int, System.Runtime.InteropServices.SafeHandle> { [1] = pipe.Writer },
        });
        pipe.Writer.Dispose();
        using var reader = new StreamReader(new FileStream(pipe.Reader, FileAccess.Read));
        Assert.Equal("held", reader.ReadLine());
        Assert.Null(FileLock.TryAcquire(Path));
        child.Kill(Signal.Kill);
        child.WaitForExit();
        using var mine = FileLock.TryAcquire(Path);
        Assert.NotNull(mine);
    }

    [Fact]
    public void Does_not_follow_a_symbolic_link()
    {
        File.CreateSymbolicLink(Path, _folder["elsewhere"]);
        Assert.Throws<EngineException>(() => FileLock.TryAcquire(Path));
        Assert.False(File.Exists(_folder["elsewhere"]));
    }

    [Fact]
    public void Missing_folder_is_named()
    {
        var error = Assert.Throws<EngineException>(() => FileLock.TryAcquire(_folder["missing/lock"]));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains(_folder["missing/lock"], error.Message);
        Assert.IsType<LinuxException>(error.InnerException);
    }

    [Fact]
    public void Lock_does_not_leak_into_children()
    {
        using var held = FileLock.TryAcquire(Path)!;
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/sh", Arguments = ["-c", "readlink /proc/self/fd/*"] });
        Assert.DoesNotContain(Path, run.OutputText);
    }
}
