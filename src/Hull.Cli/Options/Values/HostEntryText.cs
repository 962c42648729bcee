using Hull.Core.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>--add-host NAME[;NAME…]:ADDRESS, the address possibly host-gateway.</summary>
internal static class HostEntryText
{
    /// <summary>Checks one value.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a name is empty, or the address is none.</exception>
    public static string Read(string text)
    {
        var (names, address) = Pair.Cut(text, ':');
        if (address is null || names.Length == 0) throw Wrong.Value($"bad format for add-host: {GoQuote.Text(text)}");
        if (Array.Exists(names.Split(';'), static name => name.Length == 0)) throw Wrong.Value($"hostname in add-host {GoQuote.Text(text)} is empty");
        if (address != "host-gateway" && !DnsText.IsAddress(address)) throw Wrong.Value($"invalid IP address in add-host: {GoQuote.Text(address)}");
        return text;
    }
}
