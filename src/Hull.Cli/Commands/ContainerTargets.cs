using Hull.Cli.CommandLine;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;

namespace Hull.Cli.Commands;

/// <summary>Which containers a command means: by name, by id file, the latest, all, or those that pass filters.</summary>
internal static class ContainerTargets
{
    // An id file holds 64 digits.
    private const int MostBytes = 4096;

    /// <summary>The container made last.</summary>
    public static readonly Option<bool> Latest = Flag.Bool("latest", 'l', "Take the container made last");

    /// <summary>All of them.</summary>
    public static readonly Option<bool> All = Flag.Bool("all", 'a', "Take all containers");

    /// <summary>Files that hold ids.</summary>
    public static readonly Option<string[]> CidFile = Flag.Array("cidfile", Flag.NoShort, "Read the container's id from a file");

    /// <summary>Filters.</summary>
    public static readonly Option<string[]> Filter = Flag.Array("filter", 'f', "Take the containers that pass a filter (name=value)");

    /// <summary>Filters, for a command that has another use for the letter.</summary>
    public static readonly Option<string[]> FilterWithoutLetter = Flag.Array("filter", Flag.NoShort, "Take the containers that pass a filter (name=value)");

    /// <summary>Whether a missing container is no error.</summary>
    public static readonly Option<bool> Ignore = Flag.Bool("ignore", 'i', "Do not fail for a container that is missing");

    /// <summary>Checks that targets are named in one way only, in Podman's words.</summary>
    public static ArgumentRule Rule { get; } = static invocation =>
    {
        var (all, latest, files) = (invocation.Get(All), invocation.Get(Latest), invocation.Has(CidFile));
        if (invocation.Has(Filter) || invocation.Has(FilterWithoutLetter)) return invocation.Arguments.Count > 0 ? "--filter takes no arguments" : null;
        if (files && (all || latest)) return "--all, --latest, and --cidfile cannot be used together";
        if (all && latest) return "--all and --latest cannot be used together";
        if (invocation.Arguments.Count == 0) return all || latest || files ? null : "you must provide at least one name or id";
        if (all) return "no arguments are needed with --all";
        if (latest) return "--latest and containers cannot be used together";
        return files ? "no arguments are needed with --latest or --cidfile" : null;
    };

    /// <summary>Checks that one container is named, or the latest taken.</summary>
    public static ArgumentRule OneOrLatest { get; } = static invocation =>
    {
        var latest = invocation.Get(Latest);
        if (invocation.Arguments.Count > 1) return $"`{invocation.Path}` accepts at most one argument";
        if (invocation.Arguments.Count == 0 && !latest) return $"\"{invocation.Path}\" requires a name, id, or the \"--latest\" flag";
        return invocation.Arguments.Count > 0 && latest ? "--latest and containers cannot be used together" : null;
    };

    /// <summary>The names or ids that the command line means.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="ofAll">Which containers --all means.</param>
    /// <exception cref="EngineException">There is no latest container, an id file cannot be read, or a filter is wrong.</exception>
    public static IReadOnlyList<string> Select(CommandContext context, Func<ContainerRecord, bool>? ofAll = null)
    {
        var invocation = context.Invocation;
        string[] filters = [.. invocation.Get(Filter), .. invocation.Get(FilterWithoutLetter)];
        if (filters.Length > 0)
        {
            var filter = ContainerFilter.Parse(filters, context.Engine.Containers.Get, context.Clock);
            return Ids(context, filter.Passes);
        }
        if (invocation.Get(All)) return Ids(context, ofAll ?? (static _ => true));
        if (invocation.Get(Latest)) return [LatestOf(context)];
        return [.. invocation.Arguments.Select(static name => name.TrimStart('/')), .. IdsOfFiles(invocation)];
    }

    /// <summary>The one container that the command line means.</summary>
    /// <param name="context">The running command.</param>
    /// <exception cref="EngineException">NotFound: there is no latest container.</exception>
    public static string One(CommandContext context) =>
        context.Invocation.Get(Latest) ? LatestOf(context) : context.Invocation.Arguments[0].TrimStart('/');

    /// <summary>The id of the container made last.</summary>
    /// <param name="context">The running command.</param>
    /// <exception cref="EngineException">NotFound: there is none.</exception>
    public static string LatestOf(CommandContext context) => context.Engine.Containers.Latest()?.Config.Id
        ?? throw new EngineException(ErrorKind.NotFound, "no containers to take the latest of: no such container");

    /// <summary>Reads the id that a file holds: its first line.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EngineException">The file is missing or no such file; the message says so.</exception>
    public static string ReadIdFile(string path)
    {
        if (!File.Exists(path)) throw new EngineException(ErrorKind.NotFound, $"reading CIDFile: open {path}: no such file or directory");
        try
        {
            return HostTextFile.Read(path, MostBytes).Split('\n')[0].Trim();
        }
        catch (EngineException failure)
        {
            throw new EngineException(failure.Kind, $"reading CIDFile: {failure.Message}", failure.Hint, failure);
        }
    }

    private static IEnumerable<string> IdsOfFiles(Invocation invocation)
    {
        foreach (var path in invocation.Get(CidFile))
        {
            if (invocation.Get(Ignore) && !File.Exists(path)) continue;
            yield return ReadIdFile(path);
        }
    }

    private static List<string> Ids(CommandContext context, Func<ContainerRecord, bool> passes) =>
        [.. context.Engine.Containers.List().Where(passes).Select(static record => record.Config.Id)];
}
