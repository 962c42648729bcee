namespace Hull.Oci.Tests;

public class PlatformTests
{
    [Theory]
    [InlineData("linux/amd64", "linux/amd64")]
    [InlineData("amd64", "linux/amd64")]
    [InlineData("x86_64", "linux/amd64")]
    [InlineData("Linux/X86-64", "linux/amd64")]
    [InlineData("linux/amd64/v1", "linux/amd64")]
    [InlineData("linux/amd64/v3", "linux/amd64/v3")]
    [InlineData("aarch64", "linux/arm64")]
    [InlineData("linux/arm64/v8", "linux/arm64")]
    [InlineData("linux/arm64/8", "linux/arm64")]
    [InlineData("linux/arm/7", "linux/arm/v7")]
    [InlineData("armhf", "linux/arm/v7")]
    [InlineData("armel", "linux/arm/v6")]
    [InlineData("linux/arm", "linux/arm")]
    [InlineData("i686", "linux/386")]
    [InlineData("windows/amd64", "windows/amd64")]
    public void Reads_the_usual_words(string text, string expected) => Assert.Equal(expected, Platform.TryParse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/amd64")]
    [InlineData("linux/")]
    [InlineData("linux/amd64/v1/x")]
    [InlineData("linux amd64")]
    [InlineData("linux/a\nb")]
    public void Refuses_what_is_no_platform(string text) => Assert.Null(Platform.TryParse(text));

    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/arm64", "linux/amd64", false)]
    [InlineData("windows/amd64", "linux/amd64", false)]
    [InlineData("linux/arm/v6", "linux/arm/v7", true)]
    [InlineData("linux/arm/v7", "linux/arm/v6", false)]
    [InlineData("linux/arm", "linux/arm/v7", true)]
    [InlineData("linux/arm64/v8", "linux/arm64", true)]
    [InlineData("linux/mips/hard", "linux/mips/soft", false)]
    public void Serves_the_same_or_a_newer_processor(string image, string wanted, bool expected) =>
        Assert.Equal(expected, Platform.TryParse(image)!.Serves(Platform.TryParse(wanted)!));

    [Fact]
    public void The_host_is_linux() => Assert.StartsWith("linux/", Platform.Host.ToString(), StringComparison.Ordinal);
}
