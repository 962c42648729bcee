using Hull.Core;
using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

public class RegistryCredentialsTests
{
    [Theory]
    [InlineData("alice:secret", "alice", "secret")]
    [InlineData("alice:a:b:", "alice", "a:b:")]
    [InlineData("alice:", "alice", "")]
    [InlineData("alice", "alice", "")]
    [InlineData("a b:\u00fc\"'", "a b", "\u00fc\"'")]
    public void Reads_a_name_and_a_password(string text, string user, string password)
    {
        var credentials = RegistryCredentials.Parse(text);
        Assert.Equal((user, password, null), (credentials.Username, credentials.Password, credentials.IdentityToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":secret")]
    public void Refuses_an_empty_name_without_telling_the_password(string text)
    {
        var error = Assert.Throws<EngineException>(() => RegistryCredentials.Parse(text));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.DoesNotContain("secret", error.Message + error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_shows_a_secret() =>
        Assert.Equal("credentials of alice", new RegistryCredentials { Username = "alice", Password = "secret", IdentityToken = "token" }.ToString());
}
