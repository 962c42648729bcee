using Hull.Core;
using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

public sealed class CredentialHelperTests : IDisposable
{
    private const string Password = "correct-horse-battery";
    private readonly TemporaryFolder _folder = new();
    private readonly string _path = Environment.GetEnvironmentVariable("PATH")!;
    private readonly string _name = "test-" + Guid.NewGuid().ToString("n")[..8];

    public CredentialHelperTests() => Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}:{_path}");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    [Fact]
    public void Gets_stores_and_erases()
    {
        var helper = Helper("""
            input=$(cat)
            echo "$1 $input" >> LOG
            [ "$1" = get ] && echo '{"ServerURL":"x","Username":"alice","Secret":"correct-horse-battery"}'
            exit 0
            """);
        Assert.Equal(new RegistryCredentials { Username = "alice", Password = Password }, helper.Get("a.example"));
        helper.Store("a.example", new RegistryCredentials { Username = "al\"ice", Password = Password });
        helper.Store("b.example", new RegistryCredentials { IdentityToken = "t" });
        helper.Erase("a.example");
        Assert.Equal(
            [
                "get a.example",
                """store {"ServerURL":"a.example","Username":"al\u0022ice","Secret":"correct-horse-battery"}""",
                """store {"ServerURL":"b.example","Username":"\u003Ctoken\u003E","Secret":"t"}""",
                "erase a.example",
            ],
            File.ReadAllLines(_folder["log"]));
    }

    [Fact]
    public void A_token_is_no_password() =>
        Assert.Equal(new RegistryCredentials { IdentityToken = "t" }, Helper("""echo '{"Username":"<token>","Secret":"t"}'""").Get("a.example"));

    [Fact]
    public void Nothing_found_is_no_error()
    {
        var helper = Helper("echo 'credentials not found in native keychain'; exit 1");
        Assert.Null(helper.Get("a.example"));
        helper.Erase("a.example");
    }

    [Theory]
    [InlineData("echo 'the keyring is locked'; exit 3", "the keyring is locked")]
    [InlineData("echo 'two'; echo 'lines' >&2; exit 1", "two?lines")]
    [InlineData("kill -9 $$", "get")]
    [InlineData("echo not JSON", "not what helpers answer")]
    [InlineData("echo '[]'", "not what helpers answer")]
    [InlineData("echo '{\"Username\":\"a\"}'", "not what helpers answer")]
    [InlineData("echo '{\"Username\":1,\"Secret\":[]}'", "not what helpers answer")]
    [InlineData("true", "not what helpers answer")]
    public void A_helper_that_fails_is_told(string script, string word)
    {
        var error = Assert.Throws<EngineException>(() => Helper(script).Get("a.example"));
        Assert.Equal(ErrorKind.RuntimeFailed, error.Kind);
        Assert.Contains($"docker-credential-{_name} get", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_store_that_fails_tells_no_password()
    {
        var error = Assert.Throws<EngineException>(() => Helper("exit 1").Store("a.example", new RegistryCredentials { Username = "a", Password = Password }));
        Assert.Equal(ErrorKind.RuntimeFailed, error.Kind);
        Assert.DoesNotContain(Password, error.Message + error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil", ErrorKind.InvalidArgument)]
    [InlineData("/bin/sh", ErrorKind.InvalidArgument)]
    [InlineData("no-such-helper-anywhere", ErrorKind.NotFound)]
    public void Only_programs_on_the_path_are_run(string name, ErrorKind kind) => Assert.Equal(kind, Assert.Throws<EngineException>(() => new CredentialHelper(name)).Kind);

    private CredentialHelper Helper(string script)
    {
        var path = _folder.File($"docker-credential-{_name}", "#!/bin/sh\n" + script.Replace("LOG", _folder["log"], StringComparison.Ordinal) + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new CredentialHelper(_name);
    }
}
