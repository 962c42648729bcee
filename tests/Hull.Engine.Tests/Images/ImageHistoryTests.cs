using Hull.Engine.Images;
using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Tests.Images;

public sealed class ImageHistoryTests
{
    private static HistoryEntry Entry(string by, bool empty = false) => new() { Created = DateTimeOffset.UnixEpoch, CreatedBy = by, EmptyLayer = empty };

    private static ImageRecord Image(char id, string layers, params HistoryEntry[] history) => new()
    {
        Id = new string(id, 64),
        Digest = Digest.Of([(byte)id]),
        Digests = [Digest.Of([(byte)id])],
        ManifestType = MediaTypes.OciManifest,
        Names = [ImageReference.Parse($"localhost/{id}:1")],
        NamesHistory = [],
        ConfigBytes = new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            RootFs = new RootFs { Type = "layers", DiffIds = [.. layers.Select(c => Digest.Of([(byte)c]))] },
            History = history.Length == 0 ? null : history,
        }.ToJson(),
        Size = 0,
        Arrived = DateTimeOffset.UnixEpoch,
        Layers = [.. layers.Select((c, index) => new ImageLayer { Key = new string(c, 64), DiffId = Digest.Of([(byte)c]), Size = index + 1, Link = $"{c}" })],
    };

    private static string Show(IEnumerable<HistoryStep> steps) =>
        string.Join(", ", steps.Select(step => $"{(step.ImageId is { } id ? id[0] : '-')} {step.CreatedBy} {step.Size}"));

    [Fact]
    public void Steps_come_last_first_with_their_layers_and_the_images_that_are_here()
    {
        var first = Image('1', "a", Entry("ADD"));
        var image = Image('3', "ab", Entry("ADD"), Entry("ENV", empty: true), Entry("RUN"));
        Assert.Equal("3 RUN 2, - ENV 0, 1 ADD 1", Show(ImageHistory.Steps(image, [image, first])));
        Assert.Equal(["localhost/1:1"], ImageHistory.Steps(image, [image, first])[2].Tags);
        Assert.Equal("3 RUN 2, - ENV 0, - ADD 1", Show(ImageHistory.Steps(image, [image, Image('1', "a", Entry("other"))])));
    }

    [Fact]
    public void An_image_without_history_shows_its_layers()
    {
        var image = Image('3', "ab");
        Assert.Equal("3  2, -  1", Show(ImageHistory.Steps(image, [image])));
    }
}
