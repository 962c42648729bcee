using System.Text;

namespace Hull.Images.Transports;

/// <summary>Splits a Containerfile instruction's arguments at blanks, heeding quotation marks and backslashes.</summary>
internal static class QuotedWords
{
    /// <summary>The words without their quotation marks; false when one is not closed.</summary>
    public static bool TrySplit(string text, out List<string> words)
    {
        words = [];
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                inWord = true;
            }
            else if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'') (quote, inWord) = (c, true);
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }
        if (inWord) words.Add(word.ToString());
        return quote == '\0';
    }
}
