#!/usr/bin/env bash
# eng/install-extras.sh HULL PREFIX: man pages and shell completions, which the executable itself makes of its command table.
set -euo pipefail
hull=$1 prefix=$2
"$hull" __manual "$prefix/share/man/man1"
put() {
    install -d "$(dirname "$prefix/$2")"
    "$hull" completion -f "$prefix/$2" "$1"
}
put bash share/bash-completion/completions/hull
put zsh share/zsh/site-functions/_hull
put fish share/fish/vendor_completions.d/hull.fish
