# The ledgers of a span of days, for the office and for all units: Word, Excel and a page for the office, a sheet
# in Word for each unit. They go into the folder "ledgers" beside the list, in one that is named by the day.
# Usage: powershell -File ledgers.ps1 [FOLDER [SPAN]]    SPAN is this-week, last-quarter, 2024Q3 ...
# Exit:  0 fine; 1 the list has errors; 5 something is overdue or missing; 3 there is no list, or it could not
#        be written
param([string]$Folder = ".", [string]$Span = "this-week")
try { Set-Location $Folder -ErrorAction Stop } catch { [Console]::Error.WriteLine($_); exit 3 }

govlist validate
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
New-Item -ItemType Directory -Force ledgers | Out-Null
foreach ($format in "docx", "xlsx", "html") {
    govlist export --since $Span --format $format -o "ledgers/{date} $Span.$format"
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
govlist export --since $Span --format docx --per-unit "ledgers/{date} $Span"
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
govlist status --brief --fail-on overdue,missing
exit $LASTEXITCODE
