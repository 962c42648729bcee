using System.Text;
using System.Text.Json.Nodes;
using Hull.Core;
using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

public sealed class AuthFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("quay.io/a/b/c", "ab")]
    [InlineData("quay.io/a/b", "ab")]
    [InlineData("quay.io/a/bc", "a")]
    [InlineData("quay.io/a", "a")]
    [InlineData("quay.io/z", "quay")]
    [InlineData("quay.io", "quay")]
    [InlineData("quay.io:5000/a", null)]
    [InlineData("evil.quay.io/a", null)]
    [InlineData("old.example/v2/a", "old")]
    [InlineData("port.example:5000/a", "port")]
    [InlineData("docker.io/library/alpine", "hub")]
    [InlineData("docker.io", "hub")]
    [InlineData("ghcr.io/a", null)]
    public void The_longest_key_that_covers_a_name_counts(string repository, string? user)
    {
        var file = Read($$"""
            {"auths":{
              "quay.io":{{Entry("quay")}},"quay.io/a":{{Entry("a")}},"quay.io/a/b":{{Entry("ab")}},
              "https://old.example/v2/":{{Entry("old")}},"http://port.example:5000":{{Entry("port")}},"https://index.docker.io/v1/":{{Entry("hub")}} } }
            """);
        Assert.Equal(user, file.Find(repository)?.Username);
    }

    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("index.docker.io", "docker.io")]
    [InlineData("registry-1.docker.io", "docker.io")]
    [InlineData("https://index.docker.io/v2/", "docker.io")]
    [InlineData("docker.io", "docker.io")]
    [InlineData("https://a.example/v2/x", "a.example")]
    [InlineData("http://a.example:80", "a.example:80")]
    [InlineData("a.example/x/", "a.example/x")]
    [InlineData("a.example/x", "a.example/x")]
    public void Keys_are_taken_as_users_mean_them(string key, string expected) => Assert.Equal(expected, AuthFile.Normalize(key));

    [Fact]
    public void What_was_set_goes_before_Dockers_old_key()
    {
        var file = Read($$"""{"auths":{"https://index.docker.io/v1/":{{Entry("stale")}} } }""");
        file.Set("docker.io", new RegistryCredentials { Username = "fresh", Password = "p" });
        Assert.Equal("fresh", file.Find("docker.io/library/alpine")?.Username);
        Assert.True(file.Remove("docker.io"));
        Assert.Null(file.Find("docker.io/library/alpine"));
        Assert.Empty(file.Keys);
    }

    [Fact]
    public void Set_and_remove_keep_everything_else()
    {
        var path = _folder.File("auth.json", $$"""{"auths":{"a.example":{{Entry("a")}}, "b.example":{{Entry("b")}} },"credHelpers":{"c.example":"pass"},"psFormat":"x","n":[1,{"y":null}]}""");
        var file = AuthFile.Read(path);
        file.Set("d.example/ns", new RegistryCredentials { Username = "d", Password = "p:\u00fc", IdentityToken = "t" });
        Assert.True(file.Remove("a.example"));
        Assert.False(file.Remove("a.example"));
        file.Write();
        var again = AuthFile.Read(path);
        Assert.Equal(["b.example", "d.example/ns"], again.Keys);
        Assert.Equal(new RegistryCredentials { Username = "d", Password = "p:\u00fc", IdentityToken = "t" }, again.Find("d.example/ns/x"));
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal(("pass", "x", """[1,{"y":null}]"""), ((string?)root["credHelpers"]!["c.example"], (string?)root["psFormat"], root["n"]!.ToJsonString()));
        again.Clear();
        again.Write();
        Assert.Empty(AuthFile.Read(path).Keys);
        Assert.Equal("pass", AuthFile.Read(path).HelperFor("c.example"));
    }

    [Fact]
    public void Writes_for_the_owners_eyes_only_and_leaves_no_scratch()
    {
        var path = _folder["new/deep/auth.json"];
        var file = AuthFile.Read(path);
        Assert.Empty(file.Keys);
        file.Set("a.example", new RegistryCredentials { Username = "a", Password = "p" });
        file.Write();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["new/deep"]));
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead);
        file.Write();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder["new/deep"]));
    }

    [Fact]
    public void Writes_through_a_link()
    {
        var target = _folder.File("dotfiles.json", "{}");
        File.CreateSymbolicLink(_folder["auth.json"], target);
        var file = AuthFile.Read(_folder["auth.json"]);
        file.Set("a.example", new RegistryCredentials { Username = "a", Password = "p" });
        file.Write();
        Assert.Equal(target, new FileInfo(_folder["auth.json"]).LinkTarget);
        Assert.Equal(["a.example"], AuthFile.Read(target).Keys);
    }

    [Theory]
    [InlineData("""{"auths":{"a.example":{"auth":"***"}}}""", "not base64")]
    [InlineData("""{"auths":{"a.example":{"auth":"YWxpY2U="}}}""", "NAME:PASSWORD")]
    [InlineData("""{"auths":{"a.example":{"auth":"OnNlY3JldA=="}}}""", "NAME:PASSWORD")]
    public void An_entry_that_is_damaged_is_told_by_its_key(string text, string word)
    {
        var error = Assert.Throws<EngineException>(() => Read(text).Find("a.example/x"));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains("a.example", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "not valid JSON in line 1")]
    [InlineData("{}\n}", "not valid JSON in line 2")]
    [InlineData("null", "not a JSON object")]
    [InlineData("""{"auths":{"a":{},"a":{} }}""", "not valid JSON")]
    public void A_file_that_is_damaged_is_told_by_its_path(string text, string word)
    {
        var error = Assert.Throws<EngineException>(() => Read(text));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains("auth.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"auths":null}""")]
    [InlineData("""{"auths":[]}""")]
    [InlineData("""{"auths":{"a.example":null,"a.example/x":"y"}}""")]
    [InlineData("""{"auths":{"a.example":{"auth":7}}}""")]
    [InlineData("""{"auths":{"a.example":{"auth":""}}}""")]
    public void What_holds_no_credentials_has_none(string text) => Assert.Null(Read(text).Find("a.example/x/y"));

    [Fact]
    public void An_identity_token_alone_will_do() =>
        Assert.Equal("t", Read("""{"auths":{"a.example":{"identitytoken":"t"}}}""").Find("a.example/x")?.IdentityToken);

    [Theory]
    [InlineData("a.example", "special")]
    [InlineData("b.example", "common")]
    public void The_helper_of_a_registry_goes_before_the_common_one(string registry, string helper) =>
        Assert.Equal(helper, Read("""{"credsStore":"common","credHelpers":{"a.example":"special"}}""").HelperFor(registry));

    [Fact]
    public void A_file_too_large_is_refused()
    {
        var error = Assert.Throws<EngineException>(() => Read(new string(' ', (1 << 20) + 1)));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
    }

    private AuthFile Read(string text) => AuthFile.Read(_folder.File("auth.json", text));

    private static string Entry(string user) => $$"""{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":secret"))}}"}""";
}
