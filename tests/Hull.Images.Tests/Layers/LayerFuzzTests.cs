using Hull.Core;
using Hull.Images.Layers;
using Hull.Linux;

namespace Hull.Images.Tests.Layers;

/// <summary>Random archives, valid and broken, unpacked: they are refused or make a tree, and nothing outside of it is ever touched.</summary>
public sealed class LayerFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Between = 100;

    private readonly UnpackBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public void Nothing_outside_the_directory_is_touched()
    {
        OwnThread.SkipUnlessRoot();
        var (seed, archives) = (TarGrammar.Seed, TarGrammar.Count(500));
        output.WriteLine($"HULL_FUZZ_SEED={seed}");
        var grammar = new TarGrammar(seed);
        var (unpacked, refused) = (0, 0);
        for (var i = 0; i < archives; i++)
        {
            if (Unpack(grammar.Next(), $"HULL_FUZZ_SEED={seed}, archive {i}")) unpacked++;
            else refused++;
            DeleteTree.Delete(_bed.Target);
            Directory.CreateDirectory(_bed.Target);
            if (i % Between == 0) _bed.AssertNothingOutside();
        }

        _bed.AssertNothingOutside();
        output.WriteLine($"{unpacked} archives were unpacked, {refused} refused");
        Assert.True(unpacked > 0 && refused > 0);
    }

    /// <summary>What was unpacked can be written, and that unpacks to the same tree without implied directories.</summary>
    private bool Unpack(byte[] archive, string which)
    {
        try
        {
            _bed.Unpack(archive);
        }
        catch (EngineException e)
        {
            Assert.True(e.Kind is ErrorKind.Corrupt or ErrorKind.ResourceExhausted or ErrorKind.Unsupported, $"{which}: {e}");
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException(which, e);
        }

        var written = Written();
        DeleteTree.Delete(_bed.Target);
        Directory.CreateDirectory(_bed.Target);
        Assert.Empty(_bed.Unpack(written).ImpliedDirectories);
        Assert.True(written.AsSpan().SequenceEqual(Written()), which);
        return true;
    }

    private byte[] Written()
    {
        var stream = new MemoryStream();
        LayerWriter.WriteLayer(_bed.Target, stream, CancellationToken.None);
        return stream.ToArray();
    }
}
