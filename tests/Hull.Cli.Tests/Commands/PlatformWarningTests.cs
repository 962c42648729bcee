using Hull.Cli.Commands;
using Hull.Oci;

namespace Hull.Cli.Tests.Commands;

public sealed class PlatformWarningTests
{
    [Theory]
    [InlineData("linux/amd64", "linux/amd64", null)]
    [InlineData("linux/arm64", "linux/arm64/v8", null)]
    [InlineData("linux/arm/v6", "linux/arm/v7", null)]
    [InlineData("linux/amd64", "linux/arm64", "WARNING: image platform (linux/amd64) does not match the expected platform (linux/arm64)")]
    [InlineData("windows/amd64", "linux/amd64", "WARNING: image platform (windows/amd64) does not match the expected platform (linux/amd64)")]
    [InlineData("linux/arm/v7", "linux/arm/v6", "WARNING: image platform (linux/arm/v7) does not match the expected platform (linux/arm/v6)")]
    public void An_image_for_another_platform_is_warned_of(string image, string wanted, string? line)
    {
        var platform = Platform.TryParse(image)!;
        var config = new ImageConfig { Os = platform.Os, Architecture = platform.Architecture, Variant = platform.Variant, RootFs = new RootFs { Type = "layers" } };
        Assert.Equal(line, PlatformWarning.Text(config, Platform.TryParse(wanted)!));
    }
}
