using Hull.Cli.Commands;

namespace Hull.Cli.Tests.Commands;

public sealed class LabelCommandLineTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["IMAGE"] = "localhost/x:1",
        ["NAME"] = "me",
        ["OPT1"] = "-a -b",
        ["OPT2"] = "",
        ["PWD"] = "/here",
    };

    [Theory]
    [InlineData("podman run IMAGE", "podman|run|localhost/x:1")]
    [InlineData("podman run $IMAGE ${IMAGE} IMAGES", "podman|run|localhost/x:1|localhost/x:1|IMAGES")]
    [InlineData("podman run -e IMAGE=IMAGE -e NAME=$NAME NAME", "podman|run|-e|IMAGE=localhost/x:1|-e|NAME=me|me")]
    [InlineData("podman run ${OPT1} x ${OPT2} y", "podman|run|-a|-b|x|y")]
    [InlineData("  podman\trun  ${NOBODY_KNOWS_THIS}  ", "podman|run")]
    [InlineData("podman run -v /etc/${NAME}:/etc $ ${open $1", "podman|run|-v|/etc/me:/etc|$|${open")]
    [InlineData("podman run $(id) `id`; x", "podman|run|$(id)|`id`;|x")]
    public void Variables_are_replaced_and_no_shell_is_asked(string label, string expected) =>
        Assert.Equal(expected, string.Join('|', new LabelCommandLine(Variables).Words(label, [])));

    [Fact]
    public void Arguments_are_appended_as_they_are() =>
        Assert.Equal(["x", "$NAME", "a b"], new LabelCommandLine(Variables).Words("x", ["$NAME", "a b"]));
}
