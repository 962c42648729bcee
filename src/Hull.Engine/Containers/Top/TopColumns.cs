using Hull.Core;

namespace Hull.Engine.Containers.Top;

/// <summary>
/// Reads what a person wrote after `top CONTAINER`: Podman's descriptors, or arguments of ps(1). Podman runs ps for the latter; here the
/// formats that /proc can answer are known, and any other fails.
/// </summary>
internal static class TopColumns
{
    // Every process of a container is shown: what selects processes asks for no less.
    private static readonly string[] Selections = ["e", "A", "a", "d"];

    /// <summary>The columns asked for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="EngineException">InvalidArgument: a descriptor, or an argument of ps, that is unknown.</exception>
    public static IReadOnlyList<TopColumn> Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0) return [.. TopDescriptors.Usual.Select(static word => TopDescriptors.Find(word)!)];
        if (arguments[0].StartsWith('-')) return OfUnix(arguments);
        var words = arguments.SelectMany(static argument => argument.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
        var columns = words.ConvertAll(TopDescriptors.Find);
        if (!columns.Contains(null)) return columns!;
        if (arguments.Count == 1 && OfBsd(arguments[0]) is { } bsd) return bsd;
        throw Unknown(words[columns.IndexOf(null)]);
    }

    // -ef, -eo LIST, -o LIST, -e -o LIST, -oLIST.
    private static List<TopColumn> OfUnix(IReadOnlyList<string> arguments)
    {
        var fields = PsFields.Short;
        for (var index = 0; index < arguments.Count; index++)
        {
            var letters = arguments[index].AsSpan();
            if (letters.Length < 2 || letters[0] != '-') throw UnknownToPs(arguments[index]);
            for (letters = letters[1..]; !letters.IsEmpty; letters = letters[1..])
            {
                if (letters[0] == 'f') fields = PsFields.Full;
                else if (letters[0] == 'o')
                {
                    var list = letters.Length > 1 ? letters[1..].ToString() : index + 1 < arguments.Count ? arguments[++index] : throw UnknownToPs("-o without a list");
                    fields = list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
                    break;
                }
                else if (!Selections.Contains(letters[..1].ToString())) throw UnknownToPs(arguments[index]);
            }
        }
        return Of(fields);
    }

    private static List<TopColumn>? OfBsd(string letters)
    {
        if (letters.Length == 0 || letters.AsSpan().ContainsAnyExcept("auxw")) return null;
        return Of(letters.Contains('u', StringComparison.Ordinal) ? PsFields.User : PsFields.Short);
    }

    private static List<TopColumn> Of(IReadOnlyList<string> fields) =>
        [.. fields.Select(static field => PsFields.Find(field.Split('=')[0].ToLowerInvariant()) ?? throw UnknownToPs(field))];

    private static EngineException Unknown(string word) => new(
        ErrorKind.InvalidArgument, $"unknown descriptor {word}", $"known are {string.Join(", ", TopDescriptors.Words)}, and of ps -ef, aux, and -eo with a list");

    private static EngineException UnknownToPs(string word) => new(
        ErrorKind.InvalidArgument, $"top {word}: Hull reads processes from the host's side and knows of ps only -ef, aux, and -eo with a list",
        "for anything else run the container's own: `hull exec CONTAINER ps …`");
}
