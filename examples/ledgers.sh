#!/bin/sh
# The week's ledger as Markdown and as CSV for Excel, in the folder `ledgers` beside the list.
# Usage: weekly.sh [FOLDER]    the folder that holds data/checklist.yaml or checklist.yaml
# Exit:  0 fine; 1 the list has errors, or something is overdue or missing; 3 it could not be written
set -eu
cd "${1:-.}"
govlist validate
mkdir -p ledgers
govlist export --since this-week -o 'ledgers/{date}.md'
govlist export --since this-week --format csv --bom -o 'ledgers/{date}.csv'
govlist status --brief --fail-on overdue --fail-on missing
