namespace Hull.Cli.Completion;

/// <summary>The script for PowerShell.</summary>
internal static class PowerShellScript
{
    /// <summary>The script.</summary>
    public const string Text = """
        # PowerShell completion for @PROGRAM@, made by `@PROGRAM@ completion powershell`

        Register-ArgumentCompleter -Native -CommandName '@PROGRAM@' -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
                Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_.Extent.Text -ne $wordToComplete } | ForEach-Object { $_.Extent.Text })
            $answer = @(& '@PROGRAM@' @VERB@ @words "$wordToComplete" 2>$null)
            if ($answer.Count -eq 0 -or $answer[-1] -notmatch '^:(\d+)$') { return }
            $directive = [int]$Matches[1]
            # 1: nothing can be said.
            if ($directive -band 1) { return }
            # Of --option=value the answer holds the value.
            $before = if ($wordToComplete -match '^(--[^=]+=)') { $Matches[1] } else { '' }
            foreach ($line in $answer[0..($answer.Count - 2)]) {
                if ($line -eq '' -or $line.StartsWith(':')) { continue }
                $text, $description = $line -split "`t", 2
                if (-not $description) { $description = $text }
                $end = if ($directive -band 2) { '' } else { ' ' }
                [System.Management.Automation.CompletionResult]::new("$before$text$end", $text, 'ParameterValue', $description)
            }
        }

        """;
}
