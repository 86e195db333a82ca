#!/bin/sh
# The week of several lists: for each one its summary, the ledger of the week in Word, and what is open as JSON Lines.
# A list with errors is shown with its problems and left out; the others are still done.
# Usage: weekly.sh LIST...    the results go into the folder `weekly`, named after their paths
# Exit:  0 fine; 1 to 4 the worst that happened to a list (1: it has errors); 5 if only something is overdue
set -u
mkdir -p weekly || exit 3
worst=0 late=0
for list in "$@"; do
  name=$(printf %s "${list%.yaml}" | sed "s|^[./]*||; s|/|-|g")  # lists of two folders may have one name
  echo "== $name"
  code=0
  govlist -f "$list" status --brief --json >"weekly/$name.status.json" 2>"weekly/$name.error.json" || code=$?
  if [ "$code" -ne 0 ]; then
    govlist validate --quiet "$list"  # every problem, for people
    rm "weekly/$name.status.json"
    [ "$code" -le "$worst" ] || worst=$code
    continue
  fi
  rm "weekly/$name.error.json"
  govlist -f "$list" list --pairs --status open --jsonl >"weekly/$name.open.jsonl" &&
    govlist -f "$list" export --since this-week -o "weekly/$name.docx" || code=$?
  [ "$code" -le "$worst" ] || worst=$code
  govlist -f "$list" status --brief --fail-on overdue || late=1
done
[ "$worst" -ne 0 ] || [ "$late" -eq 0 ] || worst=5
exit "$worst"
