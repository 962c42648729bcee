using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>A pseudo terminal: the test sits where a person would.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly SafeFileHandle _master;
    private readonly FileStream _stream;
    private readonly StringBuilder _text = new();
    private readonly Thread _reader;

    public unsafe Terminal(ushort rows = 24, ushort columns = 80)
    {
        var descriptor = Native.OpenTerminal(Native.ReadWrite | Native.NoControllingTerminal | Native.CloseOnExec);
        Native.Check(descriptor, "posix_openpt");
        _master = new SafeFileHandle(descriptor, ownsHandle: true);
        Native.Check(Native.UnlockTerminal(_master), "unlockpt");
        var name = stackalloc byte[64];
        Native.Check(-Native.TerminalName(_master, name, 64), "ptsname_r");
        Path = new string((sbyte*)name);
        Resize(rows, columns);
        _stream = new FileStream(_master, FileAccess.ReadWrite, bufferSize: 0);
        _reader = new Thread(Read) { IsBackground = true };
    }

    public string Path { get; }

    /// <summary>All that came to the screen so far.</summary>
    public string Screen
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    /// <summary>The words before a program that make this its controlling terminal and its standard streams; the pid stays.</summary>
    public string[] Wrapper => ["/bin/sh", "-c", "exec setsid --ctty \"$@\" <>\"$0\" >&0 2>&0", Path];

    public void StartReading() => _reader.Start();

    public void Type(string text) => _stream.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>One key after the other, as fingers do.</summary>
    public void Press(string keys)
    {
        foreach (var key in keys)
        {
            Task.Delay(200).Wait();
            Type(key.ToString());
        }
    }

    public void Resize(ushort rows, ushort columns)
    {
        var window = new Native.Window { Rows = rows, Columns = columns };
        Native.Check(Native.WindowSize(_master, Native.SetWindowSize, window), "TIOCSWINSZ");
    }

    public void WaitFor(string text) => Eventually.Holds($"'{text}' on the screen (so far: {Screen})", () => Screen.Contains(text));

    public void Dispose() => _stream.Dispose();

    private void Read()
    {
        var buffer = new byte[4096];
        var decoder = Encoding.UTF8.GetDecoder();
        var letters = new char[4096];
        try
        {
            int count;
            while ((count = _stream.Read(buffer)) > 0)
            {
                var decoded = decoder.GetChars(buffer, 0, count, letters, 0);
                lock (_text) _text.Append(letters, 0, decoded);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // EIO: the last process has closed the other end.
        }
    }
}
