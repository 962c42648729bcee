namespace Hull.Linux.Terminal;

/// <summary>Searches one stream of input for the detach keys. Keys that may begin the sequence are held back until it is known.</summary>
public sealed class DetachMatcher
{
    private readonly byte[] _sequence;
    private int _matched;

    internal DetachMatcher(byte[] sequence) => _sequence = sequence;

    /// <summary>Passes input on, but for the sequence itself.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="output">What may pass; must hold the input and the sequence.</param>
    /// <param name="detached">Whether the sequence was completed; the rest of the input is dropped then.</param>
    /// <returns>How many bytes were put to the output.</returns>
    public int Filter(ReadOnlySpan<byte> input, Span<byte> output, out bool detached)
    {
        detached = false;
        var length = 0;
        foreach (var key in input)
        {
            if (_sequence.Length == 0)
            {
                output[length++] = key;
                continue;
            }
            // What was held back and did not become the sequence passes now, until what is left of it can begin the sequence again.
            while (_matched > 0 && key != _sequence[_matched]) length += PassOne(output[length..]);
            if (key == _sequence[_matched]) _matched++;
            else output[length++] = key;
            if (_matched < _sequence.Length) continue;
            _matched = 0;
            detached = true;
            return length;
        }
        return length;
    }

    /// <summary>At the end of the input: gives out what was held back.</summary>
    /// <param name="output">Must hold the sequence.</param>
    /// <returns>How many bytes were put to the output.</returns>
    public int Flush(Span<byte> output)
    {
        var held = _matched;
        _sequence.AsSpan(0, held).CopyTo(output);
        _matched = 0;
        return held;
    }

    // Gives up the first held byte, and all more until the rest is again a beginning of the sequence.
    private int PassOne(Span<byte> output)
    {
        var held = _sequence.AsSpan(0, _matched);
        for (var drop = 1; drop <= held.Length; drop++)
        {
            if (!_sequence.AsSpan().StartsWith(held[drop..])) continue;
            held[..drop].CopyTo(output);
            _matched -= drop;
            return drop;
        }
        return 0;
    }
}
