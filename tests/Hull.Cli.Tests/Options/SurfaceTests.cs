using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Options;

namespace Hull.Cli.Tests.Options;

/// <summary>docs/surface.md says of each option of podman-run(1) whether Hull does it, or why it fails. It is made of the command table.</summary>
public sealed class SurfaceTests
{
    private const string Write = "HULL_WRITE_DOCS";

    [Fact]
    public void The_document_is_what_the_table_says()
    {
        var path = Path.Join(Repository(), "docs", "surface.md");
        if (Environment.GetEnvironmentVariable(Write) == "1") File.WriteAllText(path, Document());
        Assert.True(Document() == File.ReadAllText(path), $"docs/surface.md is older than the options: run these tests with {Write}=1 and commit it");
    }

    [Fact]
    public void Each_option_of_podman_is_done_or_has_a_reason()
    {
        var listed = Rows().ToDictionary(row => row.Name);
        foreach (var name in PodmanOptionsTests.RunOptionNames)
        {
            var row = listed.Values.FirstOrDefault(row => row.IsNamed(name));
            Assert.True(row is not null || name == "help", $"--{name} of podman-run(1) is neither done nor refused");
        }
    }

    private static string Document()
    {
        var rows = Rows().ToList();
        var text = new StringBuilder("# The surface of run and create\n\n");
        text.Append("Made of the command table (`").Append(Write).Append("=1` on the tests of `Hull.Cli`): what podman-run(1) and podman-create(1) document, and what Hull does with it.\n");
        text.Append("An option that fails says why; none is accepted and ignored. A value that the host or the runtime cannot honour fails with its reason, too.\n\n");
        text.Append("## Done\n\n| option | |\n|---|---|\n");
        foreach (var row in rows.Where(row => row.Unsupported is null)) text.Append($"| `--{row.Name}` | {Escaped(row.Help)} |\n");
        text.Append("\n## Fails\n\n| option | | reason |\n|---|---|---|\n");
        foreach (var row in rows.Where(row => row.Unsupported is not null)) text.Append($"| `--{row.Name}` | {Escaped(row.Help)} | {Escaped(row.Unsupported!)} |\n");
        return text.ToString();
    }

    private static IEnumerable<Option> Rows() =>
        ContainerOptions.OfRun().Concat(ContainerOptions.OfCreate()).Where(row => !row.Hidden).DistinctBy(row => row.Name).OrderBy(row => row.Name, StringComparer.Ordinal);

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "Hull.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
