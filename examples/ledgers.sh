#!/bin/sh
# The ledgers of a span of days, for the office and for all units: Word, Excel and a page for the office, a sheet
# in Word for each unit. They go into the folder `ledgers` beside the list, in one that is named by the day.
# Usage: ledgers.sh [FOLDER [SPAN]]    the folder that holds data/checklist.yaml or checklist.yaml;
#                                      the span is this-week, last-quarter, 2024Q3 … (this-week by default)
# Exit:  0 fine; 1 the list has errors; 5 something is overdue or missing; 3 there is no list, or it could not
#        be written
set -eu
cd "${1:-.}" || exit 3
span=${2:-this-week}
govlist validate
mkdir -p ledgers
for format in docx xlsx html; do
  govlist export --since "$span" --format $format -o "ledgers/{date} $span.$format"
done
govlist export --since "$span" --format docx --per-unit "ledgers/{date} $span"
govlist status --brief --fail-on overdue,missing
