namespace Hull.Engine.Containers.Logs;

/// <summary>Takes a line of conmon's k8s-file driver apart: `TIME stdout|stderr F|P TEXT` (Kubernetes' CRI log format).</summary>
internal static class ParseLogLine
{
    /// <summary>Takes it apart; false where it is not of that form.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="container">Whose line it is.</param>
    /// <param name="parsed">The parts.</param>
    public static bool Try(ReadOnlyMemory<byte> line, ContainerConfig container, out LogLine parsed)
    {
        parsed = default;
        var bytes = line.Span;
        var time = bytes.IndexOf((byte)' ');
        if (time <= 0) return false;
        var rest = bytes[(time + 1)..];
        var word = rest.IndexOf((byte)' ');
        // One letter and a blank follow the stream's name.
        if (word < 0 || rest.Length < word + 3 || rest[word + 2] != ' ') return false;
        LogStream stream;
        if (rest[..word].SequenceEqual("stdout"u8)) stream = LogStream.Output;
        else if (rest[..word].SequenceEqual("stderr"u8)) stream = LogStream.Error;
        else return false;
        var flag = rest[word + 1];
        if (flag is not ((byte)'F' or (byte)'P')) return false;
        parsed = new LogLine
        {
            Container = container,
            TimeText = line[..time],
            Stream = stream,
            IsPartial = flag == 'P',
            Text = line[(time + 1 + word + 3)..],
        };
        return true;
    }

    /// <summary>Whether a line's beginning says that it goes on in the next one. What is no line of this form does not.</summary>
    public static bool IsPartial(ReadOnlySpan<byte> beginning)
    {
        var time = beginning.IndexOf((byte)' ');
        if (time < 0) return false;
        var word = beginning[(time + 1)..].IndexOf((byte)' ');
        var flag = time + 1 + word + 1;
        return word >= 0 && flag < beginning.Length && beginning[flag] == 'P';
    }
}
