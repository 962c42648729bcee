using System.Globalization;
using System.Text;

namespace Hull.Engine.Containers.Logs;

/// <summary>One line of a container's log. Its memory is its own: it may be kept.</summary>
public readonly record struct LogLine
{
    /// <summary>Whose line it is.</summary>
    public required ContainerConfig Container { get; init; }

    /// <summary>When it was printed, as the log has it: RFC 3339 with nine digits and the host's offset of that day.</summary>
    public required ReadOnlyMemory<byte> TimeText { get; init; }

    /// <summary>Where it was printed to.</summary>
    public required LogStream Stream { get; init; }

    /// <summary>Whether the line goes on in the container's next one: it was longer than conmon's buffer, or its end is not printed yet.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>What was printed, without the line feed.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>When it was printed; rounded to 100 ns.</summary>
    /// <exception cref="FormatException">The log was written by somebody else than conmon.</exception>
    public DateTimeOffset Time => DateTimeOffset.Parse(Encoding.ASCII.GetString(TimeText.Span), CultureInfo.InvariantCulture);
}
