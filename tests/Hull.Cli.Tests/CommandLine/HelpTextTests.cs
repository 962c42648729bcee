using Hull.Cli.CommandLine;

namespace Hull.Cli.Tests.CommandLine;

public sealed class HelpTextTests
{
    private static readonly Command Leaf = new()
    {
        Name = "ps",
        Aliases = ["ls", "list"],
        Summary = "List containers",
        Description = "Prints out information about the containers",
        Examples = "{0} -a\n{0} --size",
        Options = static () =>
        [
            Flag.Bool("size", 's', "Display the total file sizes"),
            Flag.Bool("all", 'a', "Show all\nand more"),
            Flag.Text("memory", 'm', "Memory limit (format: `<number>[<unit>]`)"),
            Flag.Text("shm", Flag.NoShort, "Size", "64m"),
            Flag.Int("last", 'n', "Print the n last", -1),
            Flag.Bool("proxy", Flag.NoShort, "", fallback: false),
            Flag.Count("verbose", 'v', "Say more"),
            new Option<string>("color", Flag.NoShort, "string", "Color", "", ValueReaders.ReadText) { ValueWhenBare = "always" },
            new Option<long>("depth", Flag.NoShort, "int", "Depth", 0, ValueReaders.ReadInt) { ValueWhenBare = "3" },
            new Option<bool>("secret", Flag.NoShort, "bool", "Hidden", false, ValueReaders.ReadBool) { Hidden = true },
        ],
    };

    [Fact]
    public void A_command_has_Podmans_layout() => Assert.Equal("""
        List containers

        Description:
          Prints out information about the containers

        Usage:
          hull ps [options]

        Aliases:
          ps, ls, list

        Examples:
          hull ps -a
          hull ps --size

        Options:
          -a, --all                       Show all
                                          and more
              --color string[="always"]   Color
              --depth int[=3]             Depth
          -n, --last int                  Print the n last (default -1)
          -m, --memory <number>[<unit>]   Memory limit (format: <number>[<unit>])
              --proxy
              --shm string                Size (default "64m")
          -s, --size                      Display the total file sizes
          -v, --verbose count             Say more

        """, HelpText.Write(Leaf, "hull ps", isProgram: false));

    [Fact]
    public void A_group_lists_its_commands_by_name()
    {
        var group = new Command
        {
            Name = "container",
            Summary = "Manage containers",
            Usage = "[command]",
            Subcommands = static () => [Leaf, new Command { Name = "attach", Summary = "Attach" }, new Command { Name = "x", Summary = "No", Hidden = true }],
        };
        Assert.Equal("""
            Manage containers

            Description:
              Manage containers

            Usage:
              hull container [command]

            Available Commands:
              attach      Attach
              ps          List containers

            """, HelpText.Write(group, "hull container", isProgram: false));
    }

    [Fact]
    public void The_program_has_no_title_line()
    {
        var root = new Command { Name = "hull", Summary = "Manage pods", Usage = "", Subcommands = static () => [Leaf] };
        Assert.StartsWith("Manage pods\n\nUsage:\n  hull\n\nAvailable Commands:\n", HelpText.Write(root, "hull", isProgram: true), StringComparison.Ordinal);
    }
}
