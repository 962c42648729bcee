using Hull.Cli.CommandLine.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>Sizes of memory.</summary>
internal static class SizeText
{
    /// <summary>Reads a size with binary units, in bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="about">What stands before the failure: "invalid value for memory".</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is no size.</exception>
    public static long Read(string text, string about)
    {
        Wrong.If(ByteSize.ReadBinary(text, out var bytes), about);
        return bytes;
    }
}
