using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Store;

namespace Hull.Engine.Containers;

/// <summary>What conmon runs when a container has ended: `hull container cleanup` with this process's own choice of store and settings.</summary>
internal sealed class ExitCommand(EngineSettings settings, StorePaths paths)
{
    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> For(string id) => [.. LaterCommand.Start(settings, paths), "container", "cleanup", id];

    /// <summary>The same for an exec session.</summary>
    public IReadOnlyList<string> ForExec(string id, string session) => [.. LaterCommand.Start(settings, paths), "container", "cleanup", "--exec", session, id];
}
