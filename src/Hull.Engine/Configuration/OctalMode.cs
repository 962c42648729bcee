namespace Hull.Engine.Configuration;

/// <summary>File modes and masks in octal.</summary>
internal static class OctalMode
{
    /// <summary>Reads 1 to 5 octal digits that make no more than 7777.</summary>
    public static bool TryParse(string text, out uint mode)
    {
        mode = 0;
        if (text.Length is 0 or > 5) return false;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7') return false;
            mode = (mode * 8) + (uint)(digit - '0');
        }

        return mode <= 0xFFF;
    }
}
