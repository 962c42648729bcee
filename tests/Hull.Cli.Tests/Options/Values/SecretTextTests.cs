using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Tests.Options.Values;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("one", "one  0 0 444")]
    [InlineData("source=one", "one  0 0 444")]
    [InlineData("one,target=/x", "one /x 0 0 444")]
    [InlineData("one,type=mount,uid=1,gid=2,mode=0400", "one  1 2 400")]
    public void Reads_files(string text, string expected)
    {
        var secret = Assert.Single(SecretText.AddTo(new ContainerSpec(), text).Secrets!);
        Assert.Equal(expected, $"{secret.Source} {secret.Target} {secret.Uid} {secret.Gid} {Convert.ToString(secret.Mode, 8)}");
    }

    [Theory]
    [InlineData("one,type=env", "one=one")]
    [InlineData("one,type=env,target=X", "X=one")]
    public void Reads_variables(string text, string expected)
    {
        var variable = Assert.Single(SecretText.AddTo(new ContainerSpec(), text).SecretEnv!);
        Assert.Equal(expected, $"{variable.Key}={variable.Value}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("target=x")]
    [InlineData("one,two")]
    [InlineData("one,type=x")]
    [InlineData("one,uid=-1")]
    [InlineData("one,mode=9")]
    [InlineData("one,type=env,mode=400")]
    [InlineData("one,x=y")]
    public void Refuses_what_is_no_secret(string text) =>
        Assert.Contains("invalid secret syntax", Assert.Throws<EngineException>(() => SecretText.AddTo(new ContainerSpec(), text)).Message, StringComparison.Ordinal);
}
