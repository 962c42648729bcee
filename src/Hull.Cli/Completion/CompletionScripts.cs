namespace Hull.Cli.Completion;

/// <summary>The scripts that make shells ask <c>hull __complete</c>. The program's name stands in them as it was called.</summary>
internal static class CompletionScripts
{
    /// <summary>The script for a shell.</summary>
    /// <param name="shell">bash, zsh, fish or powershell.</param>
    /// <param name="program">The program's name.</param>
    /// <param name="descriptions">Whether words are told with what they mean.</param>
    public static string For(string shell, string program, bool descriptions)
    {
        var text = shell switch
        {
            "bash" => BashScript.Text,
            "zsh" => ZshScript.Text,
            "fish" => FishScript.Text,
            _ => PowerShellScript.Text,
        };
        return text.Replace("@PROGRAM@", program, StringComparison.Ordinal)
            .Replace("@NAME@", Identifier(program), StringComparison.Ordinal)
            .Replace("@VERB@", descriptions ? "__complete" : "__completeNoDesc", StringComparison.Ordinal);
    }

    // Functions of shells are named with letters, digits and underscores.
    private static string Identifier(string program) => string.Concat(program.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
