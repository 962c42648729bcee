using Hull.Core;

namespace Hull.Oci.Tests;

public class TransportReferenceTests
{
    public static TheoryData<string, Transport, string, string?> Texts => new()
    {
        { "docker://alpine", Transport.Registry, "", "alpine" },
        { "docker://quay.io/a/b:c", Transport.Registry, "", "quay.io/a/b:c" },
        { "docker-archive:/tmp/x.tar", Transport.DockerArchive, "/tmp/x.tar", null },
        { "docker-archive:/tmp/x.tar:alpine:3", Transport.DockerArchive, "/tmp/x.tar", "alpine:3" },
        { "docker-archive:x.tar:@1", Transport.DockerArchive, "x.tar", "@1" },
        { "docker-archive:x.tar:", Transport.DockerArchive, "x.tar", null },
        { "oci-archive:x.tar:some name", Transport.OciArchive, "x.tar", "some name" },
        { "oci:dir", Transport.OciLayout, "dir", null },
        { "oci:/a/dir:tag", Transport.OciLayout, "/a/dir", "tag" },
        { "oci:/a/dir:@0", Transport.OciLayout, "/a/dir", "@0" },
        { "dir:/a/b:c", Transport.Directory, "/a/b:c", null },
        { "containers-storage:localhost/x", Transport.Storage, "", "localhost/x" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reads_each_transport(string text, Transport transport, string path, string? name)
    {
        Assert.True(TransportReference.TryParse(text, out var reference));
        Assert.Equal((transport, path, name), (reference.Transport, reference.Path, reference.Name));
        Assert.Equal(text.TrimEnd(':'), reference.ToString());
    }

    [Theory]
    [InlineData("alpine")]
    [InlineData("alpine:latest")]
    [InlineData("docker:dind")]
    [InlineData("localhost:5000/x")]
    [InlineData("sif:1.0")]
    [InlineData("tarball")]
    [InlineData("docker-daemon:latest")]
    public void A_plain_name_has_no_transport(string text) => Assert.False(TransportReference.TryParse(text, out _));

    [Theory]
    [InlineData("docker://", ErrorKind.InvalidArgument, "nothing follows")]
    [InlineData("docker://Alpine", ErrorKind.InvalidArgument, "must be lowercase")]
    [InlineData("docker-archive:", ErrorKind.InvalidArgument, "nothing follows")]
    [InlineData("docker-archive::x", ErrorKind.InvalidArgument, "nothing follows")]
    [InlineData("docker-archive:x.tar:Not A Name", ErrorKind.InvalidArgument, "image name")]
    [InlineData("docker-archive:x.tar:@-1", ErrorKind.InvalidArgument, "number of an image")]
    [InlineData("oci:x:@a", ErrorKind.InvalidArgument, "number of an image")]
    [InlineData("oci-archive:x:@0", ErrorKind.InvalidArgument, "number of an image")]
    [InlineData("dir:", ErrorKind.InvalidArgument, "nothing follows")]
    [InlineData("oci:", ErrorKind.InvalidArgument, "nothing follows")]
    [InlineData("containers-storage:", ErrorKind.InvalidArgument, "nothing follows")]
    [InlineData("docker-daemon:alpine:latest", ErrorKind.Unsupported, "docker-daemon:")]
    [InlineData("sif:/x", ErrorKind.Unsupported, "sif:")]
    [InlineData("ostree:x@/y", ErrorKind.Unsupported, "ostree:")]
    [InlineData("tarball:/x", ErrorKind.Unsupported, "tarball:")]
    public void Refuses_what_it_cannot_read(string text, ErrorKind kind, string reason)
    {
        var error = Assert.Throws<EngineException>(() => TransportReference.TryParse(text, out _));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
