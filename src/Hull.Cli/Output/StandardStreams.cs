using System.Text;
using Hull.Engine.Terminal;
using Microsoft.Win32.SafeHandles;

namespace Hull.Cli.Output;

/// <summary>
/// The process's standard streams without the terminal set-up of System.Console's writers, which costs more than a short command: standard
/// output is buffered until it is flushed, standard error is not.
/// </summary>
internal sealed class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Wraps streams.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    public StandardStreams(Stream input, Stream output, Stream error)
    {
        RawIn = input;
        RawOut = output;
        RawError = error;
        Out = new StreamWriter(output, Utf8, bufferSize: 16 * 1024) { NewLine = "\n" };
        Error = new StreamWriter(error, Utf8) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>Standard input's descriptor, for terminals.</summary>
    public static SafeFileHandle InputHandle { get; } = new(0, ownsHandle: false);

    /// <summary>Standard output's descriptor, for terminals.</summary>
    public static SafeFileHandle OutputHandle { get; } = new(1, ownsHandle: false);

    /// <summary>Descriptor 2, for questions about the terminal.</summary>
    public static SafeFileHandle ErrorHandle { get; } = new(2, ownsHandle: false);

    /// <summary>Standard input, unbuffered.</summary>
    public Stream RawIn { get; }

    /// <summary>Standard output, unbuffered; flush <see cref="Out"/> before writing here.</summary>
    public Stream RawOut { get; }

    /// <summary>Standard error, unbuffered.</summary>
    public Stream RawError { get; }

    /// <summary>Standard output for text.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error for text.</summary>
    public TextWriter Error { get; }

    /// <summary>
    /// Opens /dev/null in the place of a standard stream that the caller closed: else the next file opened, the database say, would
    /// take its number and be written over by what is printed.
    /// </summary>
    public static void FillGaps()
    {
        while (true)
        {
            var handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (handle.DangerousGetHandle() <= 2)
            {
                // Kept open: the number stays taken for the life of the process.
                handle.SetHandleAsInvalid();
                continue;
            }
            handle.Dispose();
            return;
        }
    }

    /// <summary>Opens the streams of this process.</summary>
    public static StandardStreams Open() => new(
        DescriptorStreams.Open(InputHandle), DescriptorStreams.Open(OutputHandle), DescriptorStreams.Open(new SafeFileHandle(2, ownsHandle: false)));

    /// <summary>The same streams with another standard output.</summary>
    /// <param name="output">The other one.</param>
    public StandardStreams WithOutput(Stream output) => new(RawIn, output, RawError);
}
