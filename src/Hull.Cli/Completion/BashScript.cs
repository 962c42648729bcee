namespace Hull.Cli.Completion;

/// <summary>The script for bash 4.2 and newer. It needs no other completion script.</summary>
internal static class BashScript
{
    /// <summary>The script.</summary>
    public const string Text = """
        # bash completion for @PROGRAM@, made by `@PROGRAM@ completion bash`

        # bash breaks words at = and :, which belong to the words here: words that no white space parts are joined again.
        __@NAME@_words()
        {
            local line=${COMP_LINE:0:COMP_POINT} rest word i
            words=()
            for ((i = 0; i <= COMP_CWORD; i++)); do
                rest=${line#"${line%%[![:space:]]*}"}
                word=${COMP_WORDS[i]}
                # The word under the cursor counts up to the cursor.
                [[ $i -eq $COMP_CWORD ]] && word=${rest}
                if [[ $i -gt 0 && -n $line && $rest == "$line" ]]; then
                    words[${#words[@]} - 1]+=$word
                else
                    words+=("$word")
                fi
                line=${rest#"$word"}
            done
        }

        __@NAME@_complete()
        {
            local words answer directive cur head description line
            local -a texts descriptions
            __@NAME@_words
            COMPREPLY=()
            answer=$("${words[0]/#\~/$HOME}" @VERB@ "${words[@]:1}" 2>/dev/null) || return
            directive=${answer##*:}
            [[ $directive =~ ^[0-9]+$ ]] || return
            # 1: nothing can be said.
            ((directive & 1)) && return
            cur=${words[${#words[@]} - 1]}
            # Of --option=value the answer holds the value.
            [[ $cur == -*=* ]] && cur=${cur#*=}
            if ((directive & 16)); then
                mapfile -t COMPREPLY < <(compgen -d -- "$cur")
                compopt -o filenames 2>/dev/null
                return
            fi
            ((directive & 2)) && compopt -o nospace 2>/dev/null
            ((directive & 4)) && compopt +o default 2>/dev/null
            # readline replaces what follows the last of its breaks only.
            head=
            [[ $COMP_WORDBREAKS == *:* && $cur == *:* ]] && head=${cur%"${cur##*:}"}
            [[ $COMP_WORDBREAKS == *=* && ${cur#"$head"} == *=* ]] && head=${cur%"${cur##*=}"}
            while IFS= read -r line; do
                [[ -z $line ]] && continue
                description=
                [[ $line == *$'\t'* ]] && description=${line#*$'\t'}
                line=${line%%$'\t'*}
                [[ $line == "$cur"* ]] || continue
                texts+=("${line#"$head"}")
                descriptions+=("$description")
            done <<<"${answer%:*}"
            __@NAME@_reply
        }

        # Words alone where one is inserted; with what they mean where several are shown.
        __@NAME@_reply()
        {
            local i width=0
            if ((${#texts[@]} < 2)) || [[ $COMP_TYPE == 37 || $COMP_TYPE == 42 ]]; then
                COMPREPLY=("${texts[@]}")
                return
            fi
            for i in "${!texts[@]}"; do
                ((${#texts[i]} > width)) && width=${#texts[i]}
            done
            for i in "${!texts[@]}"; do
                if [[ -n ${descriptions[i]} ]]; then
                    printf -v line '%-*s  (%s)' "$width" "${texts[i]}" "${descriptions[i]}"
                    COMPREPLY+=("${line:0:${COLUMNS:-80}}")
                else
                    COMPREPLY+=("${texts[i]}")
                fi
            done
        }

        complete -o default -F __@NAME@_complete @PROGRAM@

        """;
}
