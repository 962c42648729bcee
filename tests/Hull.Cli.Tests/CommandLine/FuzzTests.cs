using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Tests.Options;
using Hull.Core;

namespace Hull.Cli.Tests.CommandLine;

/// <summary>Command lines made from the table's own grammar, with values that are right, nearly right and wild. Only EngineException may escape.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Runs = 20_000;

    private static readonly string[] Values =
    [
        "", "-", "--", "=", "a", "A=1", "A=", "=x", "1", "-1", "0", "0x10", "1_0", "1.5", "nan", "1e400", "64m", "9p", "true", "false", "host", "none", "private",
        "container:", "container:x", "ns:/x", "/a", "/a:/b", "/a:/b:ro", "a:b:c:d", "/a:/b:ro,rw", "x,y", "\"a,b\"", "\"a", "a\"b", "nofile=1:2", "core=-1", "10.0.0.1",
        "::1", "a:1.1.1.1", "type=bind,src=/a,dst=/b", "type=tmpfs,dst=/t,tmpfs-size=x", "[\"sh\"]", "[", "[null]", "seccomp=unconfined", "no-new-privileges",
        "SIGTERM", "RTMIN+99", "net.a=1", "on-failure:3", "linux/arm64/v8/x", "/dev/null", "\u0000", "\ud800", "ü\t\n", "'; rm", "0-3,7", "../..", "/proc/self/environ",
    ];

    [Fact]
    public void Only_EngineException_escapes()
    {
        var seed = Environment.GetEnvironmentVariable("HULL_FUZZ_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"HULL_FUZZ_SEED={seed}");
        var random = new Random(seed);
        Option[] rows = [.. ContainerOptions.OfRun(), .. ProgramOptions.All];
        var read = 0;
        for (var run = 0; run < Runs; run++) read += Reads(MakeArgs(random, rows), $"seed {seed}, run {run}") ? 1 : 0;
        Assert.InRange(read, 1, Runs - 1);
    }

    [Fact]
    public void Every_option_bears_every_value()
    {
        var read = 0;
        foreach (var row in ContainerOptions.OfRun())
            foreach (var value in Values) read += Reads([$"--{row.Name}={value}", "image"], row.Name) ? 1 : 0;
        Assert.NotEqual(0, read);
    }

    private static bool Reads(string[] args, string about)
    {
        try
        {
            var invocation = Folding.Read(args);
            if (!invocation.WantsHelp) ContainerOptions.Fold(invocation, args);
            return true;
        }
        catch (EngineException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return false;
        }
        catch (Exception escaped)
        {
            Assert.Fail($"{about}, [{string.Join(" | ", args)}]: {escaped}");
            return false;
        }
    }

    private static string[] MakeArgs(Random random, Option[] rows)
    {
        var args = new List<string>();
        for (var count = random.Next(6); count > 0; count--) AddOption(args, random, rows);
        if (random.Next(4) != 0) args.Add("image");
        if (random.Next(4) == 0) args.Add(Pick(random, Values));
        return [.. args];
    }

    private static void AddOption(List<string> args, Random random, Option[] rows)
    {
        var row = Pick(random, rows);
        var name = random.Next(20) == 0 ? Mangle(random, row.Name) : row.Name;
        var value = random.Next(8) == 0 ? Mangle(random, Pick(random, Values)) : Pick(random, Values);
        switch (random.Next(6))
        {
            case 0 or 1:
                args.Add($"--{name}={value}");
                break;
            case 2:
                args.Add($"--{name}");
                if (random.Next(3) != 0) args.Add(value);
                break;
            case 3 when row.Short != Flag.NoShort:
                args.Add($"-{row.Short}{value}");
                break;
            case 4 when row.Short != Flag.NoShort:
                args.Add($"-{row.Short}={value}");
                break;
            default:
                args.Add($"-{row.Short}");
                break;
        }
    }

    private static string Mangle(Random random, string text)
    {
        var mangled = new StringBuilder(text);
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(mangled.Length + 1);
            if (random.Next(2) == 0 || at == mangled.Length) mangled.Insert(at, (char)random.Next(random.Next(2) == 0 ? 128 : 0x10000));
            else mangled.Remove(at, 1);
        }
        return mangled.ToString();
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
