# Completion of govlist in PowerShell. After an update, print it again: govlist completion powershell
#
# What govlist prints is data: it is read line by line and never evaluated; inserted words are put in
# single quotes unless they hold only letters, digits and characters without a meaning in the shell.

Register-ArgumentCompleter -Native -CommandName govlist -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($wordToComplete)
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -lt $cursorPosition) {
            if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $words += $element.Value
            } else {
                $words += $element.Extent.Text
            }
        }
    }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
        $Env:_GOVLIST_COMPLETE = 'powershell'
        $Env:_GOVLIST_WORDS = $words -join "`n"
        $answer = @(& govlist 2>$null)
    } finally {
        $Env:_GOVLIST_COMPLETE = $null
        $Env:_GOVLIST_WORDS = $null
        [Console]::OutputEncoding = $encoding
    }
    foreach ($line in $answer | Select-Object -Skip 1) {
        $value, $help = $line -split "`t", 2
        $insert = $value
        if ($value -notmatch '^[\p{L}\p{N}_./:=-]+$') {
            $escaped = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value)
            $insert = "'" + $escaped + "'"
        }
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($insert, $value, 'ParameterValue', $help)
    }
}
