# The week's ledger as Markdown and as CSV for Excel, in the folder "ledgers" beside the list.
# Usage: powershell -File weekly.ps1 [FOLDER]
# Exit:  0 fine; 1 the list has errors, or something is overdue or missing; 3 it could not be written
param([string]$Folder = ".")
Set-Location $Folder
New-Item -ItemType Directory -Force ledgers | Out-Null

govlist validate
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
govlist export --since this-week -o "ledgers/{date}.md"
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
govlist export --since this-week --format csv --bom -o "ledgers/{date}.csv"
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
govlist status --brief --fail-on overdue --fail-on missing
exit $LASTEXITCODE
