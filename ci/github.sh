#!/usr/bin/env bash
# The last step of action.yml: what its inputs ask for, as words of one command line. Nothing in them is
# run: they come through the environment and are only ever passed on as arguments.
set -euo pipefail

args=()
if [ "${STRICT:-}" = true ]; then args+=(--strict); fi
if [ -n "${SARIF:-}" ]; then args+=(--format sarif --output "$SARIF"); fi
args+=(--)
while IFS= read -r path || [ -n "$path" ]; do
  path=${path%$'\r'}
  if [ -n "${path// /}" ]; then args+=("$path"); fi
done <<<"${PATHS:-}"

exec govlist validate "${args[@]}"
