using Hull.Cli.CommandLine;
using Hull.Cli.Completion;

namespace Hull.Cli.Tests.Completion;

public sealed class ArgumentKindsTests
{
    [Theory]
    [InlineData("[options] CONTAINER [CONTAINER...]", 0, "CONTAINER")]
    [InlineData("[options] CONTAINER [CONTAINER...]", 7, "CONTAINER")]
    [InlineData("[options] [CONTAINER...]", 3, "CONTAINER")]
    [InlineData("[options] {CONTAINER|IMAGE} [...]", 0, "CONTAINER,IMAGE")]
    [InlineData("[options] {CONTAINER|IMAGE} [...]", 2, "CONTAINER,IMAGE")]
    [InlineData("[options] {CONTAINER|IMAGE} [{CONTAINER|IMAGE}]", 1, "CONTAINER,IMAGE")]
    [InlineData("[options] {CONTAINER|IMAGE} [{CONTAINER|IMAGE}]", 2, "")]
    [InlineData("[options] IMAGE [COMMAND [ARG...]]", 0, "IMAGE")]
    [InlineData("[options] IMAGE [COMMAND [ARG...]]", 1, "COMMAND")]
    [InlineData("[options] IMAGE [COMMAND [ARG...]]", 5, "ARG")]
    [InlineData("[options] CONTAINER|IMAGE [CONTAINER|IMAGE...]", 2, "CONTAINER,IMAGE")]
    [InlineData("[options] CONTAINER:SRC DEST", 0, "CONTAINER:SRC")]
    [InlineData("[options] NAME FILE|-", 1, "FILE,-")]
    [InlineData("[options] bash|zsh", 0, "bash,zsh")]
    [InlineData("CONTAINER NAME", 1, "NAME")]
    [InlineData("CONTAINER NAME", 2, "")]
    [InlineData("[options]", 0, "")]
    [InlineData("[command]", 0, "")]
    public void A_usage_line_tells_what_stands_where(string usage, int position, string expected) =>
        Assert.Equal(expected, string.Join(',', ArgumentKinds.At(new Command { Name = "x", Summary = "x", Usage = usage }, position)));
}
