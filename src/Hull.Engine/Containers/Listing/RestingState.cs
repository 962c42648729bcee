using System.Text.Json;

namespace Hull.Engine.Containers.Listing;

/// <summary>The little that a list shows of a container at rest, read from its row without making the whole state of it.</summary>
internal static class RestingState
{
    /// <summary>Reads a row's state; false where the container is not at rest.</summary>
    /// <param name="json">The row's state.</param>
    /// <param name="state">The state, with status, exit code and end only.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out ContainerState state)
    {
        state = new ContainerState();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                if (reader.ValueTextEquals("Exited"u8)) state = state with { Status = ContainerStatus.Exited };
                else if (!reader.ValueTextEquals("Configured"u8)) return false;
            }
            else if (reader.ValueTextEquals("exit_code"u8))
            {
                reader.Read();
                state = state with { ExitCode = reader.GetInt32() };
            }
            else if (reader.ValueTextEquals("finished"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null) state = state with { Finished = reader.GetDateTimeOffset() };
            }
            else
            {
                reader.Skip();
            }
        }
        return true;
    }
}
