using System.Text;
using System.Text.RegularExpressions;

namespace Hull.Templates.Tests.Peers;

public sealed partial class PeerTests
{
    /// <summary>
    /// Where this engine does more than the peer, with what it prints: it joins a list of any type whose elements are strings, as Docker 29
    /// does.
    /// </summary>
    private static readonly Dictionary<string, string> Departures = new()
    {
        ["{{join .L \",\"}}"] = "a,b,c\n",
        ["{{join .L 1}}"] = "\n",
    };

    public static TheoryData<string, string> Templates
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var view in PeerTable.Views)
            {
                foreach (var row in PeerTable.Rows(view)) data.Add(view, row.Template);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Prints_byte_for_byte_what_the_peer_prints(string view, string template)
    {
        var expected = PeerTable.Rows(view).First(row => row.Template == template);
        var (output, error) = PeerViews.Run(view, template);

        if (Departures.TryGetValue(template, out var better))
        {
            Assert.Equal(better, output);
            Assert.NotEqual((expected.Output, Message(expected.Error)), (output, WithoutColumn(error?.Message)));
            return;
        }
        // A byte that is no UTF-8 leaves both as U+FFFD.
        Assert.Equal(expected.Output, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(output)));
        Assert.Equal(Message(expected.Error), WithoutColumn(error?.Message));
    }

    [Fact]
    public void Covers_more_than_eighty_templates_that_print_and_eighty_that_fail()
    {
        var rows = PeerTable.Views.SelectMany(PeerTable.Rows).ToList();
        Assert.InRange(rows.Count(row => row.Exit == 0), 80, 10_000);
        Assert.InRange(rows.Count(row => row.Exit != 0), 80, 10_000);
    }

    /// <summary>The template's error without what the command puts before it.</summary>
    private static string? Message(string error)
    {
        var found = TemplateError().Match(error);
        return found.Success ? found.Value : null;
    }

    /// <summary>Errors of parsing carry a column here, which Go's do not.</summary>
    private static string? WithoutColumn(string? message) => message is null ? null : ParsePlace().Replace(message, "$1: ");

    [GeneratedRegex(@"template: [a-z]*:\d+.*[^\n]", RegexOptions.Singleline)]
    private static partial Regex TemplateError();

    [GeneratedRegex(@"^(template: [a-z]*:\d+):\d+: (?!executing)")]
    private static partial Regex ParsePlace();
}
