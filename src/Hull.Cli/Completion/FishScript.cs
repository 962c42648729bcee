namespace Hull.Cli.Completion;

/// <summary>The script for fish 3 and newer.</summary>
internal static class FishScript
{
    /// <summary>The script.</summary>
    public const string Text = """
        # fish completion for @PROGRAM@, made by `@PROGRAM@ completion fish`

        function __@NAME@_complete
            set -l words (commandline -opc)
            set -l typed (commandline -ct)
            set -l answer ($words[1] @VERB@ $words[2..-1] "$typed" 2>/dev/null)
            or return
            set -l directive (string replace -r '^:' '' -- $answer[-1])
            string match -qr '^[0-9]+$' -- "$directive"
            or return
            set -e answer[-1]
            # 1: nothing can be said.
            if test (math "$directive % 2") -eq 1
                return
            end
            # Of --option=value the answer holds the value; fish wants the whole word.
            set -l before ''
            if string match -qr '^--[^=]+=' -- $typed
                set before (string replace -r '=.*$' '=' -- $typed)
            end
            if test (math "floor($directive / 16) % 2") -eq 1
                __fish_complete_directories "$typed"
                return
            end
            for line in $answer
                test -n "$line"
                and echo -- "$before$line"
            end
            # 4: no names of files.
            if test (count $answer) -eq 0 -a (math "floor($directive / 4) % 2") -eq 0
                __fish_complete_path "$typed"
            end
        end

        complete -c @PROGRAM@ -e
        complete -c @PROGRAM@ -f -k -a '(__@NAME@_complete)'

        """;
}
