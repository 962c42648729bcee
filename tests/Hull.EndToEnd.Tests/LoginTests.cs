using System.Text;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Credentials and certificates: who is let in, where the password is kept, and that it is seen nowhere else.</summary>
public sealed class LoginTests(EngineBed bed) : EngineTest(bed)
{
    private const string NoTls = "--tls-verify=false";
    private const string Credentials = $"{RealRegistry.User}:{RealRegistry.Password}";

    private string AuthFile => Temp + "/auth/auth.json";

    [Fact]
    public void Nobody_is_let_in_without_a_password()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        Failure.Says(engine.Run("pull", "-q", NoTls, registry.Name("test/layers:1")), 125, registry.Name("test/layers"), "authentication required");
        Failure.Says(engine.Run("push", "-q", NoTls, Image, registry.Name("test/busybox:1")), 125, "authentication required");
        Failure.Says(engine.Run("pull", "-q", NoTls, "--creds", "tester:wrong", registry.Name("test/layers:1")), 125, "authentication required");
        Assert.Equal("", engine.Ok("images", "-q", registry.Name("test/layers:1")));
    }

    [Fact]
    public void A_wrong_password_is_refused_and_not_kept()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        var result = TryLogin(engine, registry, "wrong-pass\n");
        Failure.Says(result, 125, registry.Address, "invalid username/password");
        Assert.DoesNotContain("wrong-pass", result.Out + result.Error);
        Assert.False(File.Exists(AuthFile) && File.ReadAllText(AuthFile).Contains(registry.Address));
    }

    [Fact]
    public void Login_keeps_the_credentials_for_pulls_and_pushes_and_logout_forgets_them()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        Assert.Equal("Login Succeeded!", Login(engine, registry));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(AuthFile));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials)), File.ReadAllText(AuthFile));
        Assert.Equal(RealRegistry.User, engine.Ok("login", "--get-login", "--authfile", AuthFile, registry.Address));
        engine.Ok("pull", "-q", NoTls, "--authfile", AuthFile, registry.Name("test/layers:1"));
        engine.WithEnvironment("REGISTRY_AUTH_FILE", AuthFile).Ok("push", "-q", NoTls, Image, registry.Name("test/busybox:1"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
        Assert.Equal($"Removed login credentials for {registry.Address}", engine.Ok("logout", "--authfile", AuthFile, registry.Address));
        Failure.Says(engine.Run("login", "--get-login", "--authfile", AuthFile, registry.Address), 125, "not logged into " + registry.Address);
        Failure.Says(engine.Run("logout", "--authfile", AuthFile, registry.Address), 125, "not logged into " + registry.Address);
        Failure.Says(engine.Run("pull", "-q", NoTls, "--authfile", AuthFile, registry.Name("test/layers:1")), 125, "authentication required");
    }

    [Fact]
    public void Dockers_own_file_can_be_changed_in_place_of_the_usual_one()
    {
        NotInPodman("4.3.1 has no such option");
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        var file = Temp + "/config.json";
        engine.RunWithInput(RealRegistry.Password + "\n", "login", NoTls, "--compat-auth-file", file, "-u", RealRegistry.User, "--password-stdin", registry.Address).Ok();
        Assert.Contains($"\"{registry.Address}\"", File.ReadAllText(file));
        Assert.False(File.Exists(AuthFile));
        Assert.Equal(RealRegistry.User, engine.Ok("login", "--get-login", "--compat-auth-file", file, registry.Address));
        Failure.Says(engine.RunWithInput("y", "login", "--compat-auth-file", file, "--authfile", AuthFile, "-u", "x", "--password-stdin", registry.Address), 125, "can not be set simultaneously");
        Failure.Says(engine.RunWithInput("y", "login", "--compat-auth-file", file, "-u", "x", "--password-stdin", registry.Address + "/some"), 125, "Docker's form holds registries only");
        engine.Ok("logout", "--compat-auth-file", file, registry.Address);
        Failure.Says(engine.Run("logout", "--compat-auth-file", file, registry.Address), 125, "not logged into " + registry.Address);
    }

    [Fact]
    public void What_else_a_file_holds_is_kept()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Directory.CreateDirectory(Temp + "/auth");
        File.WriteAllText(AuthFile, """{"auths":{"other.test":{"auth":"YTpi"}}}""");
        Login(engine, registry);
        Assert.Equal("a", engine.Ok("login", "--get-login", "--authfile", AuthFile, "other.test"));
        Assert.Equal(RealRegistry.User, engine.Ok("login", "--get-login", "--authfile", AuthFile, registry.Address));
        Assert.Equal("Removed login credentials for all registries", engine.Ok("logout", "--all", "--authfile", AuthFile));
        Assert.DoesNotContain("YTpi", File.ReadAllText(AuthFile));
    }

    [Fact]
    public void Without_a_file_named_they_are_kept_in_the_run_directory()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        engine.Ok("login", NoTls, "-u", RealRegistry.User, "-p", RealRegistry.Password, registry.Address);
        Assert.Equal("600", Bed.Run("stat", "-c", "%a", TestUser.IsRootless ? $"/run/user/{TestUser.Id}/containers/auth.json" : "/run/containers/0/auth.json").Ok());
        engine.Ok("pull", "-q", NoTls, registry.Name("test/layers:1"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
        engine.Ok("logout", registry.Address);
    }

    [Fact]
    public void Credentials_of_the_command_line_go_before_those_of_a_file()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        engine.Ok("pull", "-q", NoTls, "--creds", Credentials, registry.Name("test/layers:1"));
        engine.Ok("push", "-q", NoTls, "--creds", Credentials, registry.Name("test/layers:1"), registry.Name("test/layers:2"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
        Login(engine, registry);
        string[] wrong = ["--authfile", AuthFile, "--creds", "tester:wrong"];
        Failure.Says(engine.Run(["pull", "-q", NoTls, .. wrong, registry.Name("test/layers:1")]), 125, "authentication required");
    }

    [Fact]
    public void A_helper_can_keep_them()
    {
        var engine = WithHelper(Open("crun"));
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        Directory.CreateDirectory(Temp + "/auth");
        File.WriteAllText(AuthFile, $$$"""{"credHelpers":{"{{{registry.Address}}}":"test"}}""");
        Login(engine, registry);
        Assert.DoesNotContain("\"auth\"", File.ReadAllText(AuthFile));
        Assert.Contains(RealRegistry.Password, File.ReadAllText(Temp + "/kept"));
        Assert.Equal(RealRegistry.User, engine.Ok("login", "--get-login", "--authfile", AuthFile, registry.Address));
        engine.Ok("pull", "-q", NoTls, "--authfile", AuthFile, registry.Name("test/layers:1"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
        engine.Ok("logout", "--authfile", AuthFile, registry.Address);
        Assert.False(File.Exists(Temp + "/kept"));
        Failure.Says(engine.Run("pull", "-q", NoTls, "--authfile", AuthFile, registry.Name("test/layers:1")), 125, "authentication required");
    }

    [Fact]
    public void A_helper_that_is_missing_is_named()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        var file = TempFile("auth.json", $$$"""{"credHelpers":{"{{{registry.Address}}}":"missing"}}""");
        Failure.Says(engine.Run("pull", "-q", NoTls, "--authfile", file, registry.Name("test/layers:1")), 125, "docker-credential-missing");
    }

    [Fact]
    public void Dockers_file_is_read()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        var entry = $$"""{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials))}}"}""";
        TempFile("config.json", $"{{\"auths\":{{\"http://{registry.Address}/v1/\":{entry}}}}}");
        engine.WithEnvironment("DOCKER_CONFIG", Temp).Ok("pull", "-q", NoTls, registry.Name("test/layers:1"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
        if (TestedEngine.IsPodman) return;
        engine.With("--config", Temp).Ok("pull", "-q", NoTls, registry.Name("test/layers:1"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
    }

    [Fact]
    public void A_certificate_of_an_unknown_authority_is_refused()
    {
        var engine = Open("crun");
        engine.Ok("load", "-q", "-i", Repository.Image("layers"));
        using var registry = RealRegistry.WithTls(Bed, Temp);
        string[] push = ["push", "-q", "localhost/test/layers", registry.Name("test/layers:1")];
        string[] pull = ["pull", "-q", registry.Name("test/layers:1")];
        Failure.Says(engine.Run(push), 125, registry.Address, TestedEngine.IsPodman ? "certificate signed by unknown authority" : "certificate");
        engine.Ok(["push", "--cert-dir", Temp + "/certs", .. push[1..]]);
        engine.Ok("rmi", "localhost/test/layers");
        Failure.Says(engine.Run(pull), 125, registry.Address, "certificate");
        Assert.Equal("", engine.Ok("images", "-q", registry.Name("test/layers:1")));
        engine.Ok(["pull", "--cert-dir", Temp + "/certs", .. pull[1..]]);
        engine.Ok("rmi", registry.Name("test/layers:1"));
        engine.Ok(["pull", NoTls, .. pull[1..]]);
        engine.Ok("rmi", registry.Name("test/layers:1"));
    }

    [Fact]
    public void A_client_certificate_is_shown_where_the_registry_wants_one()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithClientCertificates(Bed, Temp);
        engine.Ok("load", "-q", "-i", Repository.Image("layers"));
        string[] push = ["push", "-q", "--cert-dir", Temp + "/certs", "localhost/test/layers", registry.Name("test/layers:1")];
        engine.Ok(push);
        engine.Ok("pull", "-q", "--cert-dir", Temp + "/certs", registry.Name("test/layers:1"));
        File.Delete(Temp + "/certs/client.cert");
        File.Delete(Temp + "/certs/client.key");
        Failure.Says(engine.Run(push), 125, registry.Address);
        engine.Ok("rmi", "localhost/test/layers", registry.Name("test/layers:1"));
    }

    [Fact]
    public void A_certificate_for_another_name_is_refused()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithTls(Bed, Temp);
        // The loopback's second address is not in it.
        var name = registry.Name("test/busybox:1").Replace("localhost", "127.0.0.2");
        Failure.IsOneLine(engine.Run("push", "-q", "--cert-dir", Temp + "/certs", Image, name));
        engine.Ok("push", "-q", "--cert-dir", Temp + "/certs", Image, name.Replace("127.0.0.2", "127.0.0.1"));
    }

    [Fact]
    public void Tokens_are_fetched_for_the_user()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithTokens(Bed, Temp);
        Failure.Says(engine.Run("push", "-q", NoTls, Image, registry.Name("test/busybox:1")), 125, "denied");
        Login(engine, registry);
        engine.Ok("push", "-q", NoTls, "--authfile", AuthFile, Image, registry.Name("test/busybox:1"));
        engine.Ok("push", "-q", NoTls, "--creds", Credentials, Image, registry.Name("public/busybox:1"));
        Fill(registry, "test/layers:1");
        Fill(registry, "public/layers:1");
        engine.Ok("pull", "-q", NoTls, "--authfile", AuthFile, registry.Name("test/layers:1"));
        Failure.Says(engine.Run("pull", "-q", NoTls, registry.Name("test/layers:1")), 125, "denied");
        Failure.IsOneLine(engine.Run("pull", "-q", NoTls, "--creds", "tester:wrong", registry.Name("public/layers:1")));
        engine.Ok("pull", "-q", NoTls, registry.Name("public/layers:1"));
        engine.Ok("rmi", registry.Name("test/layers:1"), registry.Name("public/layers:1"));
    }

    [Fact]
    public void A_wrong_password_is_refused_by_a_token_server()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithTokens(Bed, Temp);
        Failure.Says(TryLogin(engine, registry, "wrong"), 125, registry.Address, "invalid username/password");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_password_is_printed_nowhere(bool tokens)
    {
        var engine = Open("crun").With("--log-level", "debug");
        using var registry = tokens ? RealRegistry.WithTokens(Bed, Temp) : RealRegistry.WithPassword(Bed, Temp);
        Fill(registry, "test/layers:1");
        Result[] results =
        [
            TryLogin(engine, registry, RealRegistry.Password),
            engine.Run("push", NoTls, "--authfile", AuthFile, Image, registry.Name("test/busybox:1")),
            engine.Run("pull", NoTls, "--authfile", AuthFile, registry.Name("test/layers:1")),
            engine.Run("rmi", registry.Name("test/layers:1")),
            engine.Run("logout", "--authfile", AuthFile, registry.Address),
        ];
        foreach (var result in results)
        {
            var printed = result.Ok() + result.Error;
            Assert.DoesNotContain(RealRegistry.Password, printed);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials)), printed);
            Assert.DoesNotContain("eyJ", printed);   // a token's beginning
        }
        Assert.Contains("/v2/", results[1].Error);
    }

    private string Login(TestedEngine engine, RealRegistry registry) => TryLogin(engine, registry, RealRegistry.Password + "\n").Ok();

    private Result TryLogin(TestedEngine engine, RealRegistry registry, string password)
    {
        Directory.CreateDirectory(Temp + "/auth");
        string[] options = [NoTls, "--authfile", AuthFile, "--username", RealRegistry.User, "--password-stdin"];
        return engine.RunWithInput(password, ["login", .. options, registry.Address]);
    }

    private static void Fill(RealRegistry registry, string path) =>
        registry.Fill("docker-archive:" + Repository.Image("layers"), path, "--dest-creds", Credentials);

    // docker-credential-test: one registry's entry in one file.
    private TestedEngine WithHelper(TestedEngine engine)
    {
        Directory.CreateDirectory(Temp + "/bin");
        var helper = TempFile("bin/docker-credential-test", $$"""
            #!/bin/sh
            case $1 in
                store) cat >{{Temp}}/kept ;;
                get) cat {{Temp}}/kept 2>/dev/null || { echo 'credentials not found in native keychain'; exit 1; } ;;
                erase) rm {{Temp}}/kept ;;
            esac

            """);
        File.SetUnixFileMode(helper, (UnixFileMode)0b111_101_101);
        return engine.WithEnvironment("PATH", $"{Temp}/bin:{TestedEngine.BaseEnvironment["PATH"]}");
    }
}
