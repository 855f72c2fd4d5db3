#!/usr/bin/env bash
# Tries the analysis on everything that the tests can draw, prints the figures, and writes them to
# schema/proof.md. Needs the packages of Tests/requirements.txt, and a quarter of an hour.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
CI=true ROE_PROOF="$folder" swift test -c release -Xswiftc -enable-testing \
  --scratch-path "${ROE_SCRATCH:-.build/proof}" --filter RoeProofTests >&2

{
  cat <<'TEXT'
# How far roe can be trusted

roe decides about all leads at once. These figures compare what it decides with solvers, with another
interpreter and with rules whose mistakes are known, because they were put there. Nothing of this is part of roe:
`Tests/requirements.txt` names what is needed beside Swift.

`Tests/Tools/proof.sh` repeats it and writes this file; it draws from seed 1, and `ROE_SEED=7 Tests/Tools/proof.sh`
from another one. On every change the same tests run on fewer rule sets, from a new seed that they print.
TEXT
  echo
  cat "$folder"/[1-4]-*.md | sed 's/^## /\n## /' | cat -s
  printf '\n## Relations\n\n| a change, and what follows | rule sets |\n| --- | --- |\n'
  cat "$folder"/[5-6]-*.md | grep '^|'
} | tee schema/proof.md
