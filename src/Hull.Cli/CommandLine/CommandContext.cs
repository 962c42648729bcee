using Hull.Cli.Output;
using Hull.Engine;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.CommandLine;

/// <summary>What a running command holds: its command line, its streams, and the engine, opened when it is first asked for.</summary>
internal sealed class CommandContext : IDisposable
{
    private ContainerEngine? engine;

    /// <summary>The name under which the program was called.</summary>
    public required string Program { get; init; }

    /// <summary>The whole command line as typed, the program's name first.</summary>
    public required IReadOnlyList<string> CommandLine { get; init; }

    /// <summary>The command line, read.</summary>
    public required Invocation Invocation { get; init; }

    /// <summary>The standard streams.</summary>
    public required StandardStreams Streams { get; init; }

    /// <summary>Where messages go.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Standard output for text; flushed when the command ends.</summary>
    public TextWriter Out => Streams.Out;

    /// <summary>Standard error for text.</summary>
    public TextWriter Error => Streams.Error;

    /// <summary>The engine.</summary>
    /// <exception cref="Core.EngineException">The settings are wrong, or the store cannot be opened.</exception>
    public ContainerEngine Engine => engine ??= OpenEngine.For(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (engine is null) return;
        Log.ShuttingDown();
        engine.Dispose();
    }
}
