using System.Diagnostics;
using Hull.Cli.Completion;

namespace Hull.Cli.Tests.Completion;

/// <summary>bash itself runs the script against a program that answers what the test says.</summary>
public sealed class CompletionScriptTests
{
    [Theory]
    [InlineData("ps\tList\n:4", "hull p", "ps")]
    [InlineData("ps\tList\npull\tPull one\n:4", "hull p", "ps    (List)|pull  (Pull one)")]
    [InlineData("localhost/a:1\nlocalhost/a:2\n:4", "hull run localhost/a:", "1|2")]
    [InlineData("always\n:4", "hull run --pull=al", "always")]
    [InlineData("status=running\nstatus=removing\n:4", "hull ps -f status=r", "running|removing")]
    [InlineData("a b\n:4", "hull x ", "a b")]
    [InlineData("other\n:4", "hull x y", "")]
    [InlineData(":1", "hull x ", "")]
    [InlineData("", "hull x ", "")]
    public void Bash_completes_what_the_program_answers(string answer, string line, string expected) =>
        Assert.Equal(expected, Bash(answer, line, "printf '%s\\n' \"${COMPREPLY[@]}\" | paste -sd'|'"));

    [Theory]
    [InlineData("hull run --network=a ", "[__complete][run][--network=a][]")]
    [InlineData("hull run -v a:b --pull=", "[__complete][run][-v][a:b][--pull=]")]
    [InlineData("hull ps --fil", "[__complete][ps][--fil]")]
    [InlineData("hull  rm   c:x", "[__complete][rm][c:x]")]
    [InlineData("hull run '$(touch x)' ", "[__complete][run]['$(touch x)'][]")]
    public void Bash_hands_the_words_on_as_they_were_typed(string line, string expected) => Assert.Equal(expected, Bash(":4", line, "cat \"$0.words\""));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public void A_script_bears_the_programs_name(string shell)
    {
        var script = CompletionScripts.For(shell, "my-hull", descriptions: false);
        Assert.Contains("my-hull", script, StringComparison.Ordinal);
        Assert.Contains("__completeNoDesc", script, StringComparison.Ordinal);
        Assert.DoesNotContain('@' + "PROGRAM@", script, StringComparison.Ordinal);
        Assert.DoesNotContain("@NAME@", script, StringComparison.Ordinal);
    }

    // The words that readline would break the line into are made by bash's own rules, as `compgen` is given them.
    private static string Bash(string answer, string line, string show)
    {
        var folder = Directory.CreateTempSubdirectory("hull-completion-").FullName;
        try
        {
            var program = Path.Combine(folder, "hull");
            File.WriteAllText(program, $"#!/bin/sh\nprintf '[%s]' \"$@\" >'{folder}/script.words'\ncat '{folder}/answer'\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllText(Path.Combine(folder, "answer"), answer.Length == 0 ? "" : answer + "\n");
            File.WriteAllText(Path.Combine(folder, "script"), $$"""
                PATH={{folder}}:$PATH
                {{CompletionScripts.For("bash", "hull", descriptions: true)}}
                COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
                COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COLUMNS=80
                COMP_WORDS=()
                rest=$1
                while [[ -n $rest ]]; do
                    if [[ $rest =~ ^[[:space:]]+ ]]; then rest=${rest#"${BASH_REMATCH[0]}"}; [[ -n $rest ]] || COMP_WORDS+=(""); continue; fi
                    [[ $rest =~ ^\'[^\']*\' || $rest =~ ^[=:]+ || $rest =~ ^[^[:space:]=:]+ ]]
                    COMP_WORDS+=("${BASH_REMATCH[0]}")
                    rest=${rest#"${BASH_REMATCH[0]}"}
                done
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                __hull_complete
                {{show}}
                """);
            var start = new ProcessStartInfo("bash", [Path.Combine(folder, "script"), line]) { RedirectStandardOutput = true };
            using var bash = Process.Start(start)!;
            var text = bash.StandardOutput.ReadToEnd();
            bash.WaitForExit();
            return text.TrimEnd('\n');
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
