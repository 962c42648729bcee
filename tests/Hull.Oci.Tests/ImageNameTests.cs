using Hull.Core;

namespace Hull.Oci.Tests;

public class ImageNameTests
{
    private static readonly string _hex = new('a', 64);

    // As written → as Docker means it → as an image made here.
    public static TheoryData<string, string, string> Names => new()
    {
        { "alpine", "docker.io/library/alpine:latest", "localhost/alpine:latest" },
        { "alpine:3.19", "docker.io/library/alpine:3.19", "localhost/alpine:3.19" },
        { "library/alpine", "docker.io/library/alpine:latest", "localhost/library/alpine:latest" },
        { "user/image:tag", "docker.io/user/image:tag", "localhost/user/image:tag" },
        { "docker.io/alpine", "docker.io/library/alpine:latest", "docker.io/library/alpine:latest" },
        { "index.docker.io/alpine", "docker.io/library/alpine:latest", "docker.io/library/alpine:latest" },
        { "index.docker.io/u/x:1", "docker.io/u/x:1", "docker.io/u/x:1" },
        { "localhost/x", "localhost/x:latest", "localhost/x:latest" },
        { "localhost:5000/x", "localhost:5000/x:latest", "localhost:5000/x:latest" },
        { "localhost:5000", "docker.io/library/localhost:5000", "localhost/localhost:5000" },
        { "quay.io/a/b/c/d:v1.2_x-y", "quay.io/a/b/c/d:v1.2_x-y", "quay.io/a/b/c/d:v1.2_x-y" },
        { "Registry/x", "Registry/x:latest", "Registry/x:latest" },
        { "EXAMPLE.com:443/x", "EXAMPLE.com:443/x:latest", "EXAMPLE.com:443/x:latest" },
        { "127.0.0.1:5000/x", "127.0.0.1:5000/x:latest", "127.0.0.1:5000/x:latest" },
        { "[::1]:5000/x:t", "[::1]:5000/x:t", "[::1]:5000/x:t" },
        { "[2001:db8::1]/x", "[2001:db8::1]/x:latest", "[2001:db8::1]/x:latest" },
        { "a.b/c.d__e--f_g/h---i", "a.b/c.d__e--f_g/h---i:latest", "a.b/c.d__e--f_g/h---i:latest" },
        { "x:_t", "docker.io/library/x:_t", "localhost/x:_t" },
        { "x@sha256:" + _hex, "docker.io/library/x@sha256:" + _hex, "localhost/x@sha256:" + _hex },
        // The tag beside a digest says nothing.
        { "quay.io/x:tag@sha256:" + _hex, "quay.io/x@sha256:" + _hex, "quay.io/x@sha256:" + _hex },
        { _hex + ":tag", $"docker.io/library/{_hex}:tag", $"localhost/{_hex}:tag" },
        { "x:" + new string('t', 128), "docker.io/library/x:" + new string('t', 128), "localhost/x:" + new string('t', 128) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_names_as_docker_and_podman_do(string text, string docker, string local)
    {
        var name = ImageName.Parse(text);
        Assert.Equal(docker, name.AsDocker().ToString());
        Assert.Equal(local, name.AsLocal().ToString());
        Assert.Equal(docker, ImageReference.Parse(text).ToString());
        Assert.Equal(name.AsDocker(), ImageName.Parse(docker).AsLocal());
    }

    public static TheoryData<string, string> Rejects => new()
    {
        { "", "empty" },
        { ":tag", "invalid reference format" },
        { "x:", "the tag" },
        { "x:-tag", "the tag" },
        { "x:.tag", "the tag" },
        { "x:a b", "the tag" },
        { "x:" + new string('t', 129), "the tag" },
        { "Alpine", "must be lowercase" },
        { "docker.io/Alpine", "must be lowercase" },
        { "a/b/C", "must be lowercase" },
        { "x@", "what follows the @" },
        { "x@sha256:abc", "what follows the @" },
        { "x@sha256:" + new string('A', 64), "what follows the @" },
        { "@sha256:" + _hex, "invalid reference format" },
        { "/x", "invalid reference format" },
        { "x/", "invalid reference format" },
        { "a//b", "invalid reference format" },
        { "-x", "invalid reference format" },
        { "x-", "invalid reference format" },
        { "x_", "invalid reference format" },
        { "x..y", "invalid reference format" },
        { "x___y", "invalid reference format" },
        { "x._y", "invalid reference format" },
        { "x-_y", "invalid reference format" },
        { "x y", "invalid reference format" },
        { "x\ny", "invalid reference format" },
        { "../etc/passwd", "invalid reference format" },
        { "a.b/../c", "invalid reference format" },
        { "héllo", "invalid reference format" },
        { "a_b.c/x", "registry's name" },
        { "-a.b/x", "registry's name" },
        { "a-.b/x", "registry's name" },
        { "a..b/x", "registry's name" },
        { "a.b:/x", "registry's name" },
        { "a.b:port/x", "registry's name" },
        { "a.b:123456/x", "registry's name" },
        { "[::1/x", "registry's name" },
        { "[127.0.0.1]/x", "registry's name" },
        { "[fe80::1%eth0]/x", "registry's name" },
        { "docker://alpine", "registry's name" },
        { _hex, "64-byte hexadecimal" },
        { new string('a', 256), "255 characters" },
    };

    [Theory]
    [MemberData(nameof(Rejects))]
    public void Refuses_what_is_no_name(string text, string reason)
    {
        var error = Assert.Throws<EngineException>(() => ImageName.Parse(text));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(ImageName.TryParse(text, out _));
        Assert.False(ImageReference.TryParse(text, out _));
    }

    [Fact]
    public void Null_is_no_name() => Assert.False(ImageName.TryParse(null, out _));

    [Fact]
    public void Keeps_what_was_written()
    {
        var text = "quay.io/a/b:c@sha256:" + _hex;
        var name = ImageName.Parse(text);
        Assert.Equal(("quay.io", "a/b", "c", false, text), (name.Domain, name.Path, name.Tag, name.IsShort, name.ToString()));
        Assert.Equal("sha256:" + _hex, name.Digest.ToString());
        Assert.Equal("x", ImageName.Parse("x").ToString());
        Assert.True(ImageName.Parse("a/x").IsShort);
        Assert.Equal("quay.io/a/x:latest", ImageName.Parse("a/x").On("quay.io").ToString());
    }

    [Theory]
    [InlineData("alpine", "alpine:latest")]
    [InlineData("docker.io/user/x:1", "user/x:1")]
    [InlineData("quay.io/library/x", "quay.io/library/x:latest")]
    [InlineData("localhost/x", "localhost/x:latest")]
    public void Familiar_names_are_what_docker_shows(string text, string expected) => Assert.Equal(expected, ImageReference.Parse(text).Familiar);

    [Fact]
    public void Another_tag_or_digest_keeps_the_repository()
    {
        var reference = ImageReference.Parse("quay.io/x:1");
        Assert.Equal("quay.io/x:2", reference.WithTag("2").ToString());
        Assert.Equal("quay.io/x@" + Digest.Of("x"u8), reference.WithDigest(Digest.Of("x"u8)).ToString());
        Assert.Throws<EngineException>(() => reference.WithTag("no tag"));
        Assert.Equal("quay.io/x", reference.Repository);
    }
}
