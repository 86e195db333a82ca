# Completion of govlist in fish. After an update, print it again: govlist completion fish
#
# What govlist prints is data: it is read line by line and never evaluated; fish quotes what it inserts.

function __govlist_complete
    set -l done (commandline -opc)
    set -l begun (commandline -ct)
    set -lx _GOVLIST_COMPLETE fish
    set -lx _GOVLIST_WORDS (string join \n -- "$begun" $done[2..-1] | string collect)
    set -l answer (command $done[1] 2>/dev/null)
    if test "$answer[1]" = files
        set -l option (string match --regex -- '^-[^=]*=' "$begun")
        set -l path (string replace --regex -- '^-[^=]*=' '' "$begun")
        printf '%s\n' "$option"(__fish_complete_path "$path")
    else
        printf '%s\n' $answer[2..-1]
    end
end

complete --command govlist --no-files --keep-order --arguments '(__govlist_complete)'
