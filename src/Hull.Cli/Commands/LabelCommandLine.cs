using System.Text;

namespace Hull.Cli.Commands;

/// <summary>Makes a command line of an image's label, as podman-container-runlabel(1) has it: variables are replaced, words are parted by white space, no shell is asked.</summary>
/// <param name="variables">What the label may refer to: IMAGE, NAME, OPT1 to OPT3, PWD, GLOBALOPTS.</param>
internal sealed class LabelCommandLine(IReadOnlyDictionary<string, string> variables)
{
    // These may stand without a dollar, alone or behind an equals sign.
    private static readonly string[] Bare = ["IMAGE", "NAME"];

    /// <summary>The words of the command line.</summary>
    /// <param name="label">The label's text.</param>
    /// <param name="more">Arguments to append.</param>
    public IReadOnlyList<string> Words(string label, IEnumerable<string> more)
    {
        var words = new List<string>();
        foreach (var word in label.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // A variable that holds several words, or none, makes as many of them.
            words.AddRange(Expand(OfBare(word)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        words.AddRange(more);
        return words;
    }

    private static string OfBare(string word)
    {
        foreach (var name in Bare)
        {
            if (word == name) return "${" + name + "}";
            if (word == $"{name}={name}") return $"{name}=${{{name}}}";
        }
        return word;
    }

    // $NAME and ${NAME}; a variable that nobody knows is empty, as in Go's os.Expand.
    private string Expand(string word)
    {
        var text = new StringBuilder();
        for (var index = 0; index < word.Length; index++)
        {
            if (word[index] != '$' || index + 1 == word.Length)
            {
                text.Append(word[index]);
                continue;
            }
            var braced = word[index + 1] == '{';
            var start = index + (braced ? 2 : 1);
            var end = start;
            while (end < word.Length && (braced ? word[end] != '}' : char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_')) end++;
            if (end == start || (braced && end == word.Length))
            {
                text.Append(word[index]);
                continue;
            }
            var name = word[start..end];
            text.Append(variables.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name));
            index = braced ? end : end - 1;
        }
        return text.ToString();
    }
}
