using System.Text.RegularExpressions;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Listing;

namespace Hull.Engine.Volumes;

/// <summary>Which volumes a list shows or a prune takes: Podman's filters. Values of one name are alternatives, but labels must all be there.</summary>
internal sealed class VolumeFilter
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly List<Func<VolumeRecord, bool>> _conditions = [];

    private VolumeFilter()
    {
    }

    /// <summary>Whether named volumes were asked for, too (prune).</summary>
    public bool AsksForAll { get; private set; }

    /// <summary>Whether anonymous or named volumes were asked for by that (prune).</summary>
    public bool AsksForAnonymous { get; private set; }

    /// <summary>Reads the filters of a list.</summary>
    /// <param name="texts">Each name=value.</param>
    /// <param name="find">Finds the volume that since names.</param>
    /// <param name="isUsed">Whether containers use a volume.</param>
    /// <param name="clock">Now, for until.</param>
    /// <exception cref="EngineException">InvalidArgument: a filter is unknown or its value is wrong; NotFound.</exception>
    public static VolumeFilter OfList(IEnumerable<string> texts, Func<string, VolumeRecord> find, Func<string, bool> isUsed, TimeProvider clock) =>
        Of(texts, (name, values) => ListCondition(name, values, isUsed) ?? Common(name, values, find, clock));

    /// <summary>Reads the filters of a prune.</summary>
    /// <param name="texts">As there.</param>
    /// <param name="find">As there.</param>
    /// <param name="clock">As there.</param>
    /// <exception cref="EngineException">As there.</exception>
    public static VolumeFilter OfPrune(IEnumerable<string> texts, Func<string, VolumeRecord> find, TimeProvider clock)
    {
        var all = false;
        var anonymous = false;
        var filter = Of(texts, (name, values) =>
        {
            anonymous |= name == "anonymous";
            if (name != "all") return Common(name, values, find, clock);
            all = values.Any(value => Flag(name, value));
            return static _ => true;
        });
        filter.AsksForAll = all;
        filter.AsksForAnonymous = anonymous;
        return filter;
    }

    /// <summary>Whether a volume passes.</summary>
    public bool Passes(VolumeRecord record) => _conditions.TrueForAll(condition => condition(record));

    private static VolumeFilter Of(IEnumerable<string> texts, Func<string, IReadOnlyList<string>, Func<VolumeRecord, bool>?> condition)
    {
        var filter = new VolumeFilter();
        foreach (var (name, values) in FilterTexts.Gather(texts))
        {
            filter._conditions.Add(condition(name, values)
                ?? throw new EngineException(ErrorKind.InvalidArgument, $"{GoQuote.Text(name)} is an invalid volume filter"));
        }
        return filter;
    }

    private static Func<VolumeRecord, bool>? ListCondition(string name, IReadOnlyList<string> values, Func<string, bool> isUsed)
    {
        switch (name)
        {
            case "driver":
                return _ => values.Contains("local");
            case "scope":
                return _ => values.Contains("local");
            case "name":
                var patterns = values.Select(Pattern).ToList();
                return record => patterns.Exists(pattern => pattern.IsMatch(record.Config.Name));
            case "opt":
                return record => values.Any(value => HasOption(record.Config, value));
            case "dangling":
                var dangling = values.Select(value => Dangling(value)).ToList();
                return record => dangling.Contains(!isUsed(record.Config.Name));
            default:
                return null;
        }
    }

    private static Func<VolumeRecord, bool>? Common(string name, IReadOnlyList<string> values, Func<string, VolumeRecord> find, TimeProvider clock)
    {
        switch (name)
        {
            case "label":
                return record => LabelFilter.All(values, record.Config.Labels);
            case "label!":
                return record => LabelFilter.None(values, record.Config.Labels);
            case "anonymous":
                var asked = values.Select(value => Flag(name, value)).ToList();
                return record => asked.Contains(record.Config.Anonymous);
            case "until":
                if (values.Count != 1) throw new EngineException(ErrorKind.InvalidArgument, "specify exactly one timestamp for until");
                var until = Moment.Read(values[0], clock);
                return record => record.Config.Created < until;
            case "after" or "since":
                var since = values.Max(value => find(value).Config.Created);
                return record => record.Config.Created > since;
            default:
                return null;
        }
    }

    private static bool HasOption(VolumeConfig config, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        return config.Options.TryGetValue(name, out var found) && (value.Length == 0 || found == value);
    }

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"filter name={text}: not a regular expression: {e.Message.ReplaceLineEndings(" ")}", inner: e);
        }
    }

    private static bool Dangling(string value) => value switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"{GoQuote.Text(value)} is not a valid value for the \"dangling\" filter - must be true or false"),
    };

    private static bool Flag(string name, string value) => value switch
    {
        "true" or "1" or "t" or "T" or "True" or "TRUE" => true,
        "false" or "0" or "f" or "F" or "False" or "FALSE" => false,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"non-boolean value {GoQuote.Text(value)} for {name} filter"),
    };
}
