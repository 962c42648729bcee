using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hull.Cli.Output;

/// <summary>
/// The process's standard streams without System.Console, whose terminal set-up costs more than a short command: standard output is
/// buffered until it is flushed, standard error is not.
/// </summary>
internal sealed class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private StandardStreams(Stream output, Stream error)
    {
        Out = new StreamWriter(output, Utf8, bufferSize: 16 * 1024) { NewLine = "\n" };
        Error = new StreamWriter(error, Utf8) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>Standard output.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Opens the streams of this process.</summary>
    public static StandardStreams Open() => new(OfDescriptor(1), OfDescriptor(2));

    private static FileStream OfDescriptor(nint descriptor) =>
        new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
