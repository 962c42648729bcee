using System.Diagnostics;
using Hull.Images.Layers;
using Hull.Linux;
using Hull.Linux.Processes;
using Hull.Linux.Tar;

// UnpackBench DIRECTORY [ROUNDS]: 50,000 small files unpacked by Hull and by `tar x`, each with `sync -f`, in turns; root only.
// Each round has a directory of its own, removed only at the end: an ext4 without a journal searches long for inodes where many were
// deleted a short while ago.
if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("usage: UnpackBench DIRECTORY [ROUNDS]");
    return 2;
}

var work = Directory.CreateDirectory(Path.Combine(args[0], $"unpack-bench-{Environment.ProcessId}")).FullName;
var rounds = args.Length > 1 ? int.Parse(args[1]) : 15;
try
{
    var archive = Path.Combine(work, "small.tar");
    WriteArchive(archive);
    var results = new Dictionary<string, List<double>> { ["tar x"] = [], ["hull"] = [] };
    for (var round = -1; round < rounds; round++)
    {
        // The round before the first warms the page cache and the compiler up.
        var (gnu, own) = (Directory.CreateDirectory($"{work}/tar{round}").FullName, Directory.CreateDirectory($"{work}/hull{round}").FullName);
        var tar = Measure(() => Run("tar", "-xf", archive, "-C", gnu), gnu);
        var hull = Measure(() => Unpack(archive, own), own);
        if (round < 0) continue;
        results["tar x"].Add(tar);
        results["hull"].Add(hull);
    }

    foreach (var (name, times) in results)
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-6} n={rounds}  wall median {Median(times):f3} s, least {times.Min():f3} s"));
    Console.WriteLine(FormattableString.Invariant(
        $"hull / tar: median {Median(results["hull"]) / Median(results["tar x"]):f2}, least {results["hull"].Min() / results["tar x"].Min():f2}"));
    return 0;
}
finally
{
    DeleteTree.Delete(work);
}

static double Measure(Action action, string directory)
{
    Run("sync", "-f", directory);
    var watch = Stopwatch.StartNew();
    action();
    Run("sync", "-f", directory);
    return watch.Elapsed.TotalSeconds;
}

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

static void Unpack(string archive, string directory)
{
    using var stream = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
    LayerUnpacker.Unpack(stream, directory, UnpackOptions.Default, CancellationToken.None);
}

static void Run(string program, params string[] arguments)
{
    var run = RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments });
    if (!run.Status.IsSuccess) throw new InvalidOperationException($"{program}: {run.ErrorText}");
}

static void WriteArchive(string path)
{
    var random = new Random(1);
    using var stream = File.Create(path);
    var writer = new TarWriter(stream);
    for (var directory = 0; directory < 500; directory++)
    {
        writer.Begin(new TarEntry { Name = RawPath.Of($"usr/lib/d{directory}/"), Type = TarEntryType.Directory, Mode = 0x1ed, ModifyTime = new UnixTime(1700000000) });
        for (var file = 0; file < 100; file++)
        {
            var content = new byte[random.Next(100, 2000)];
            random.NextBytes(content);
            writer.Begin(new TarEntry
            {
                Name = RawPath.Of($"usr/lib/d{directory}/file{file}.txt"),
                Type = TarEntryType.RegularFile,
                Mode = 0x1a4,
                Size = content.Length,
                ModifyTime = new UnixTime(1700000000 + file),
            });
            writer.Write(content);
        }
    }

    writer.Finish();
}
