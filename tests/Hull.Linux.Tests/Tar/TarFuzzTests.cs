using Hull.Core;
using Hull.Linux.Tar;
using Hull.Linux.Tests.Support;

namespace Hull.Linux.Tests.Tar;

/// <summary>Random archives, valid and broken: the reader reads or refuses them, and never needs more memory than its caps allow.</summary>
public sealed class TarFuzzTests(ITestOutputHelper output)
{
    private const long MostMemory = 32 << 20;

    [Fact]
    public void Only_engine_errors_come_out_and_memory_is_bounded()
    {
        var (seed, archives) = (TarGrammar.Seed, TarGrammar.Count(4000));
        output.WriteLine($"HULL_FUZZ_SEED={seed}");
        var grammar = new TarGrammar(seed);
        var (read, refused) = (0, 0);
        for (var i = 0; i < archives; i++)
        {
            var archive = grammar.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (Read(archive, i % 2 == 0, $"HULL_FUZZ_SEED={seed}, archive {i}")) read++;
            else refused++;
            var used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used < MostMemory, $"HULL_FUZZ_SEED={seed}, archive {i}: {used} bytes of memory for {archive.Length} bytes");
        }

        output.WriteLine($"{read} archives were read, {refused} refused");
        Assert.True(read > archives / 20 && refused > archives / 20, $"HULL_FUZZ_SEED={seed}: {read} read, {refused} refused: the grammar is one-sided");
    }

    private static bool Read(byte[] archive, bool wholeFiles, string which)
    {
        try
        {
            var reader = new TarReader(wholeFiles ? new MemoryStream(archive) : new TrickleStream(archive, 700));
            var buffer = new byte[4096];
            while (reader.Next() is { } entry)
            {
                using var data = reader.OpenData(entry);
                for (var left = 64; wholeFiles && left > 0 && data.Read(buffer) > 0; left--) Assert.True(data.Position <= entry.Size, which);
                Assert.True(entry.StoredSize >= 0 && entry.Size >= entry.StoredSize, which);
                _ = entry.Name.ToString() + entry.LinkName;
            }

            return true;
        }
        catch (EngineException e)
        {
            Assert.True(e.Kind == ErrorKind.Corrupt && !e.Message.Contains('\n'), $"{which}: {e}");
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException(which, e);
        }
    }
}
