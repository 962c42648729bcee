using Hull.Cli.CommandLine;
using Hull.Cli.Commands;
using Hull.Engine;
using Hull.Engine.Containers;
using Hull.Images;

namespace Hull.Cli.Completion;

/// <summary>The names of what there is at this moment. The engine is opened only when a name is asked for.</summary>
/// <param name="engine">Opens the engine.</param>
internal sealed class CompleteNames(Func<ContainerEngine> engine)
{
    // Ids are offered when someone begins one.
    private const int BeginningOfId = 2;
    private const int ShownDigits = 12;

    /// <summary>The names of a kind; null where the kind is none that has names.</summary>
    /// <param name="kind">The usage line's word.</param>
    /// <param name="command">The command, which may take containers in some states only.</param>
    /// <param name="typed">What stands there so far.</param>
    public IEnumerable<CompletionItem>? OfKind(string kind, Command command, string typed) => kind switch
    {
        "CONTAINER" => Containers(command, typed),
        "IMAGE" => Images(typed),
        "NETWORK" => Networks(),
        "SECRET" => Secrets(),
        "REGISTRY" => Registries(),
        "SHELL" => CompletionCommand.Shells.Select(static name => new CompletionItem(name)),
        _ => null,
    };

    /// <summary>Names of containers, in the states that a command takes; ids where one was begun.</summary>
    /// <param name="command">The command.</param>
    /// <param name="typed">What stands there so far.</param>
    public IEnumerable<CompletionItem> Containers(Command command, string typed)
    {
        foreach (var record in engine().Containers.List().Where(record => Takes(command, record.State.Status)))
        {
            yield return new CompletionItem(record.Config.Name, record.Config.ImageName);
            if (BeginsId(record.Config.Id, typed)) yield return new CompletionItem(record.Config.Id[..Math.Max(ShownDigits, typed.Length)], record.Config.Name);
        }
    }

    /// <summary>Names of images with their registry; without it where something was typed; ids where one was begun.</summary>
    /// <param name="typed">What stands there so far.</param>
    public IEnumerable<CompletionItem> Images(string typed)
    {
        foreach (var image in engine().Images.List())
        {
            if (BeginsId(image.Id, typed)) yield return new CompletionItem(image.Id[..Math.Max(ShownDigits, typed.Length)], NameOf(image));
            foreach (var name in image.Names.Select(static name => name.ToString()))
            {
                yield return new CompletionItem(name, image.ShortId);
                if (typed.Length == 0) continue;
                for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
                    yield return new CompletionItem(name[(slash + 1)..], image.ShortId);
            }
        }
    }

    /// <summary>Names of networks.</summary>
    public IEnumerable<CompletionItem> Networks() => [new CompletionItem(engine().Settings.Network.DefaultNetwork, "the default network")];

    /// <summary>Names of secrets.</summary>
    public IEnumerable<CompletionItem> Secrets() => engine().Secrets.List().Select(static secret => new CompletionItem(secret.Name));

    /// <summary>What a path inside a container or image may go on with; null where there is none of this name.</summary>
    /// <param name="nameOrId">The container or image.</param>
    /// <param name="ofImage">Which of both.</param>
    /// <param name="typed">The path so far.</param>
    /// <param name="before">What stands before it in the word.</param>
    public Completions? TryPaths(string nameOrId, bool ofImage, string typed, string before = "")
    {
        var containers = engine().Containers;
        if (ofImage ? engine().Images.Find(nameOrId) is null : !containers.Exists(nameOrId)) return null;
        return new CompletePath(path => ofImage ? containers.ListImageDirectory(nameOrId, path) : containers.ListDirectory(nameOrId, path)).Run(typed, before);
    }

    /// <summary>Whether names are those of images and of no containers.</summary>
    /// <param name="arguments">The names.</param>
    public bool IsOnlyImage(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && !engine().Containers.Exists(arguments[0]) && engine().Images.Find(arguments[0]) is not null;

    private IEnumerable<CompletionItem> Registries() => engine().Registries.Configuration.SearchRegistries.Select(static name => new CompletionItem(name));

    private static string NameOf(ImageRecord image) => image.Names.Count > 0 ? image.Names[0].ToString() : "<none>";

    private static bool BeginsId(string id, string typed) => typed.Length >= BeginningOfId && id.StartsWith(typed, StringComparison.Ordinal);

    // exec of an ended container fails: only what can succeed is offered.
    private static bool Takes(Command command, ContainerStatus status) => command.Name switch
    {
        "attach" or "exec" or "kill" or "pause" or "top" or "checkpoint" => status == ContainerStatus.Running,
        "unpause" => status == ContainerStatus.Paused,
        "stop" or "port" or "stats" => status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping,
        "start" or "init" or "restore" => status is ContainerStatus.Configured or ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Stopped,
        _ => true,
    };
}
