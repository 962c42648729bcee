#!/usr/bin/env bash
# eng/install-extras.sh HULL PREFIX: man pages and shell completions, made by the executable itself where it can.
set -euo pipefail
hull=$1 prefix=$2
if compgen -G 'docs/man/*.1' >/dev/null; then
    install -D -m 0644 -t "$prefix/share/man/man1" docs/man/*.1
fi
put() {
    local text
    text=$("$hull" completion "$1" 2>/dev/null) || return 0
    install -d "$(dirname "$prefix/$2")"
    printf '%s\n' "$text" >"$prefix/$2"
}
put bash share/bash-completion/completions/hull
put zsh share/zsh/site-functions/_hull
put fish share/fish/vendor_completions.d/hull.fish
