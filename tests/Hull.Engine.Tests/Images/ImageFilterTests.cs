using Hull.Core;
using Hull.Engine.Images;
using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Tests.Images;

public sealed class ImageFilterTests
{
    private static readonly ImageRecord Alpine = Make('a', 1, "docker.io/library/alpine:3", "docker.io/library/alpine:latest");
    private static readonly ImageRecord Site = Make('b', 2, "localhost/team/site:v1");
    private static readonly ImageRecord Parent = Make('c', 3);
    private static readonly ImageRecord Loose = Make('d', 4);
    private static readonly ImageFacts Facts = new(new HashSet<string> { Parent.Id, Site.Id }, new Dictionary<string, int> { [Alpine.Id] = 2 });

    private static ImageRecord Make(char digit, int hour, params string[] names) => new()
    {
        Id = new string(digit, 64),
        Digest = Digest.Of([(byte)digit]),
        Digests = [Digest.Of([(byte)digit])],
        ManifestType = MediaTypes.OciManifest,
        Names = [.. names.Select(ImageReference.Parse)],
        NamesHistory = names,
        ConfigBytes = new ImageConfig
        {
            Created = new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero),
            Architecture = "amd64",
            Os = "linux",
            Config = new ContainerDefaults { Labels = new Dictionary<string, string> { ["tier"] = digit.ToString() } },
            RootFs = new RootFs { Type = "layers", DiffIds = [] },
        }.ToJson(),
        Size = 1,
        Arrived = DateTimeOffset.UnixEpoch,
        Layers = [],
    };

    private static ImageFilter Parse(params string[] texts) => ImageFilter.Parse(
        texts, name => name == "alpine" ? Alpine : throw new EngineException(ErrorKind.NotFound, $"{name}: image not known"), TimeProvider.System);

    [Theory]
    [InlineData("abcd")]
    [InlineData("a", "reference=alpine")]
    [InlineData("a", "reference=alpine:3")]
    [InlineData("", "reference=alpine:4")]
    [InlineData("a", "reference=library/alpine")]
    [InlineData("a", "reference=docker.io/library/alpine:latest")]
    [InlineData("a", "reference=docker.io/*/alpine")]
    [InlineData("", "reference=docker.io/*")]
    [InlineData("a", "reference=alp?ne")]
    [InlineData("ab", "reference=*:*")]
    [InlineData("b", "reference=*ite*")]
    [InlineData("b", "reference=bbbb")]
    [InlineData("ab", "reference=alpine", "reference=site")]
    [InlineData("bcd", "reference!=alpine")]
    [InlineData("d", "dangling=true")]
    [InlineData("abc", "dangling=false")]
    [InlineData("c", "intermediate=true")]
    [InlineData("a", "containers=true")]
    [InlineData("bcd", "containers=0")]
    [InlineData("bcd", "since=alpine")]
    [InlineData("bcd", "after=alpine")]
    [InlineData("", "before=alpine")]
    [InlineData("ab", "until=2026-01-01T02:30:00Z")]
    [InlineData("b", "id=bb")]
    [InlineData("b", "label=tier=b")]
    [InlineData("acd", "label!=tier=b")]
    [InlineData("abcd", "readonly=false")]
    [InlineData("", "manifest=true")]
    [InlineData("a", "digest=sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")]
    public void Chooses_images(string expected, params string[] texts)
    {
        var filter = Parse(texts);
        Assert.Equal(expected, string.Concat(new[] { Alpine, Site, Parent, Loose }.Where(image => filter.Passes(image, Facts)).Select(image => image.Id[0])));
    }

    [Theory]
    [InlineData("wat", "invalid image filter \"wat\": must be in the format \"filter=value or filter!=value\"")]
    [InlineData("wat=1", "invalid image filter \"wat\": must be in the format \"filter=value or filter!=value\"")]
    [InlineData("dangling=x", "non-boolean value \"x\" for dangling filter")]
    [InlineData("before=nothing", "nothing: image not known")]
    public void Refuses_other_filters(string text, string expected) => Assert.Equal(expected, Assert.Throws<EngineException>(() => Parse(text)).Message);

    [Fact]
    public void Knows_whether_intermediate_images_were_asked_for()
    {
        Assert.True(Parse("intermediate=true").AsksForIntermediate);
        Assert.False(Parse("intermediate=false").AsksForIntermediate);
    }
}
