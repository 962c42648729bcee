using System.Text.RegularExpressions;

namespace Hull.House.Tests;

/// <summary>ARCHITECTURE.md and the tree agree.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Text = Path.Combine(House.Root, "ARCHITECTURE.md");

    [Fact]
    public void Every_folder_that_the_architecture_names_exists()
    {
        Assert.SkipUnless(File.Exists(Text), "ARCHITECTURE.md is not written yet");
        Assert.All(NamedFolders(), folder => Assert.True(Directory.Exists(Path.Combine(House.Root, folder)), folder + " does not exist"));
    }

    [Fact]
    public void The_architecture_names_every_room()
    {
        Assert.SkipUnless(File.Exists(Text), "ARCHITECTURE.md is not written yet");
        Assert.Empty(House.SourceRooms().Select(room => "src/" + room).Except(NamedFolders()));
    }

    // A folder is what starts with a top folder of the repository and ends in a slash, with or without code marks around it.
    private static string[] NamedFolders() =>
        [.. Folder().Matches(File.ReadAllText(Text)).Select(match => match.Value.TrimEnd('/')).Distinct()];

    [GeneratedRegex(@"(?<![\w/.-])(src|tests|native|eng|bench|docs|samples)/([\w.-]+/)*")]
    private static partial Regex Folder();
}
