using Hull.Engine.Containers;

namespace Hull.Engine.Tests.Containers;

public sealed class ExpandVariablesTests
{
    [Theory]
    [InlineData("${hello}-some", "world-some")]
    [InlineData("$hello-some", "world-some")]
    [InlineData("a$hello", "aworld")]
    [InlineData("${none}-x", "-x")]
    [InlineData("$none", "")]
    [InlineData("100$", "100$")]
    [InlineData("$ x", "$ x")]
    [InlineData("${open", "${open")]
    [InlineData("plain", "plain")]
    public void Names_stand_for_their_values(string text, string expected) =>
        Assert.Equal(expected, ExpandVariables.In(text, name => name == "hello" ? "world" : null));
}
