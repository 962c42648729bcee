using System.Text.RegularExpressions;

namespace Hull.House.Tests;

/// <summary>Rules about where a thing may stand that no analyzer holds.</summary>
public sealed partial class SourceRuleTests
{
    [Fact]
    public void Native_calls_are_declared_in_one_folder_only() => Assert.Empty(Lines(
        NativeCall(), path => !path.StartsWith("src/Hull.Linux/Native/", StringComparison.Ordinal)));

    [Fact]
    public void Only_the_command_line_writes_to_the_console_or_ends_the_process() => Assert.Empty(Lines(
        ConsoleUse(), path => !path.StartsWith("src/Hull.Cli/", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_is_left_to_be_done_later() => Assert.Empty(Lines(Unfinished(), _ => true));

    private static IEnumerable<string> Lines(Regex pattern, Func<string, bool> inScope) =>
        from path in House.SourceFiles()
        where inScope(path)
        from line in File.ReadLines(Path.Combine(House.Root, path)).Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text)
        select $"{path}:{line.number}: {line.text.Trim()}";

    [GeneratedRegex(@"\[(LibraryImport|DllImport)\(")]
    private static partial Regex NativeCall();

    [GeneratedRegex(@"\bConsole\.(Write|Error|Out|In|Read|OpenStandard)|\bEnvironment\.Exit\(")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
