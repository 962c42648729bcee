using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Listing;
using Hull.Images;

namespace Hull.Engine.Images;

/// <summary>Which images a list shows: Podman's filters. All must hold, but of several references one is enough.</summary>
internal sealed class ImageFilter
{
    private readonly List<Func<ImageRecord, ImageFacts, bool>> _conditions = [];
    private readonly List<ReferencePattern> _wanted = [];

    private ImageFilter()
    {
    }

    /// <summary>Whether intermediate images were asked for.</summary>
    public bool AsksForIntermediate { get; private set; }

    /// <summary>Reads filters.</summary>
    /// <param name="texts">Each name=value or name!=value.</param>
    /// <param name="find">Finds the image that before and since name.</param>
    /// <param name="clock">Now, for until.</param>
    /// <exception cref="EngineException">InvalidArgument: a filter is unknown or its value is wrong; NotFound.</exception>
    public static ImageFilter Parse(IEnumerable<string> texts, Func<string, ImageRecord> find, TimeProvider clock)
    {
        var filter = new ImageFilter();
        foreach (var text in texts) filter.Add(text, find, clock);
        return filter;
    }

    /// <summary>Whether an image passes.</summary>
    public bool Passes(ImageRecord image, ImageFacts facts) =>
        _conditions.TrueForAll(condition => condition(image, facts)) && (_wanted.Count == 0 || _wanted.Exists(pattern => pattern.Matches(image)));

    private void Add(string text, Func<string, ImageRecord> find, TimeProvider clock)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0) throw Invalid(text);
        var negated = at > 0 && text[at - 1] == '!';
        var (name, value) = (text[..(negated ? at - 1 : at)], text[(at + 1)..]);
        if (name == "reference" && !negated)
        {
            _wanted.Add(new ReferencePattern(value));
            return;
        }
        AsksForIntermediate |= name == "intermediate" && value is "true" or "1";
        var condition = Condition(name, value, find, clock);
        _conditions.Add(negated ? (image, facts) => !condition(image, facts) : condition);
    }

    private static Func<ImageRecord, ImageFacts, bool> Condition(string name, string value, Func<string, ImageRecord> find, TimeProvider clock)
    {
        switch (name)
        {
            case "after" or "since":
                var since = find(value).Created;
                return (image, _) => image.Created > since;
            case "before":
                var before = find(value).Created;
                return (image, _) => image.Created < before;
            case "until":
                var until = Moment.Read(value, clock);
                return (image, _) => image.Created < until;
            case "containers":
                var used = Flag(name, value);
                return (image, facts) => facts.ContainersOf(image) > 0 == used;
            case "dangling":
                var dangling = Flag(name, value);
                return (image, facts) => facts.IsDangling(image) == dangling;
            case "intermediate":
                var intermediate = Flag(name, value);
                return (image, facts) => facts.IsIntermediate(image) == intermediate;
            case "readonly" or "manifest":
                // Hull's store has neither images of other stores nor manifest lists.
                var asked = Flag(name, value);
                return (_, _) => !asked;
            case "id":
                var id = IdFilter.Parse(value);
                return (image, _) => id.Matches(image.Id);
            case "digest":
                return (image, _) => image.Digests.Any(digest => digest.ToString().StartsWith(value, StringComparison.Ordinal));
            case "label":
                return (image, _) => LabelFilter.All([value], image.Defaults.Labels);
            case "reference":
                var pattern = new ReferencePattern(value);
                return (image, _) => pattern.Matches(image);
            default:
                throw Invalid(name);
        }
    }

    private static bool Flag(string name, string value) => value switch
    {
        "true" or "1" or "t" or "T" or "True" or "TRUE" => true,
        "false" or "0" or "f" or "F" or "False" or "FALSE" => false,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"non-boolean value {GoQuote.Text(value)} for {name} filter"),
    };

    private static EngineException Invalid(string text) =>
        new(ErrorKind.InvalidArgument, $"invalid image filter {GoQuote.Text(text)}: must be in the format \"filter=value or filter!=value\"");
}
