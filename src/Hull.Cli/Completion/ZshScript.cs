namespace Hull.Cli.Completion;

/// <summary>The script for zsh.</summary>
internal static class ZshScript
{
    /// <summary>The script.</summary>
    public const string Text = """
        #compdef @PROGRAM@
        # zsh completion for @PROGRAM@, made by `@PROGRAM@ completion zsh`

        _@NAME@()
        {
            local answer directive line
            local -a typed entries options
            typed=("${(@)words[2,CURRENT]}")
            # The word under the cursor counts up to the cursor.
            typed[-1]=$PREFIX
            answer=$("${(Q)words[1]/#\~/$HOME}" @VERB@ "${(@Q)typed}" 2>/dev/null) || return 1
            directive=${answer##*:}
            [[ $directive == <-> ]] || return 1
            # 1: nothing can be said.
            ((directive & 1)) && return 1
            # Of --option=value the answer holds the value.
            [[ $PREFIX == --*=* ]] && compset -P '--*='
            if ((directive & 16)); then
                _files -/
                return
            fi
            ((directive & 2)) && options=(-S '')
            for line in ${(f)"${answer%:*}"}; do
                [[ -z $line ]] && continue
                # _describe parts a word from its description by a colon.
                if [[ $line == *$'\t'* ]]; then
                    entries+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
                else
                    entries+=("${line//:/\\:}")
                fi
            done
            if (($#entries)); then
                _describe -V '@PROGRAM@' entries "${options[@]}" && return 0
            fi
            ((directive & 4)) || _files
        }

        # Sourced, it registers itself; from fpath, zsh calls it.
        if [[ $funcstack[1] == _@NAME@ ]]; then
            _@NAME@ "$@"
        else
            compdef _@NAME@ @PROGRAM@
        fi

        """;
}
