using System.Net;

namespace Hull.Cli.Options.Values;

/// <summary>--dns and --dns-search.</summary>
internal static class DnsText
{
    /// <summary>Reads the addresses of name servers; null for the single word none, which keeps the image's resolv.conf.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: one is no address.</exception>
    public static IReadOnlyList<string>? ReadServers(string[] texts)
    {
        if (Array.IndexOf(texts, "none") >= 0)
            return texts.Length == 1 ? null : throw Wrong.Value("none is not allowed to be specified with other DNS ip addresses");
        foreach (var text in texts)
            if (!IsAddress(text)) throw Wrong.Value($"{text} is not an ip address");
        return texts;
    }

    /// <summary>Checks search domains; a single dot means none.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: one is no domain.</exception>
    public static IReadOnlyList<string> ReadSearches(string[] texts)
    {
        foreach (var text in texts)
        {
            if (text == "." && texts.Length > 1) throw Wrong.Value("cannot pass additional search domains when also specifying '.'");
            if (text != "." && !IsDomain(text)) throw Wrong.Value($"{text} is not a valid domain");
        }
        return texts;
    }

    /// <summary>Whether a text is an address as Go's net.ParseIP takes it: four decimal numbers, or IPv6 without brackets.</summary>
    /// <param name="text">The text.</param>
    public static bool IsAddress(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return false;
        // .NET also takes 127.1, 0x7f.1 and [::1]%eth0.
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? address.ToString() == text
            : !text.Contains('[', StringComparison.Ordinal) && !text.Contains('%', StringComparison.Ordinal);
    }

    // RFC 1123 labels with a letter somewhere, at most 254 characters, a closing dot allowed.
    private static bool IsDomain(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name.Length > 254 || !name.Any(char.IsAsciiLetter)) return false;
        foreach (var label in name.Split('.'))
        {
            if (label.Length == 0 || label[0] == '-' || label[^1] == '-') return false;
            if (!label.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')) return false;
        }
        return true;
    }
}
