using Hull.Core;

namespace Hull.Linux.Terminal;

/// <summary>A sequence of keys that ends an attachment: "ctrl-p,ctrl-q", "a", "ctrl-[" …; the empty text is no sequence at all.</summary>
public sealed class DetachKeys
{
    private readonly byte[] _sequence;

    private DetachKeys(byte[] sequence) => _sequence = sequence;

    /// <summary>How many keys there are.</summary>
    public int Length => _sequence.Length;

    /// <summary>Parses keys joined by commas: single ASCII characters, ctrl- with a letter or one of @ [ \ ] ^ _, or DEL.</summary>
    /// <exception cref="EngineException">InvalidArgument: a key is neither.</exception>
    public static DetachKeys Parse(string text)
    {
        if (text.Length == 0) return new DetachKeys([]);
        var words = text.Split(',');
        var sequence = new byte[words.Length];
        for (var i = 0; i < words.Length; i++) sequence[i] = ParseKey(words[i], text);
        return new DetachKeys(sequence);
    }

    /// <summary>A matcher for one stream of input.</summary>
    public DetachMatcher CreateMatcher() => new(_sequence);

    private static byte ParseKey(string word, string text)
    {
        if (word.Length == 1 && char.IsAscii(word[0])) return (byte)word[0];
        if (word == "DEL") return 127;
        if (word.Length == 6 && word.StartsWith("ctrl-", StringComparison.OrdinalIgnoreCase))
        {
            var key = char.ToLowerInvariant(word[5]);
            if (key is >= 'a' and <= 'z') return (byte)(key - 'a' + 1);
            if (key == '@') return 0;
            // ctrl-[ is 27, and the four after it follow in ASCII's order.
            var special = "[\\]^_".IndexOf(key, StringComparison.Ordinal);
            if (special >= 0) return (byte)(special + 27);
        }
        throw new EngineException(
            ErrorKind.InvalidArgument, $"invalid detach keys \"{text}\": unknown key \"{word}\"", "give keys as a, or ctrl-a, joined by commas");
    }
}
