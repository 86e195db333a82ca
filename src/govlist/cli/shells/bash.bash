# Completion of govlist in bash. After an update, print it again: govlist completion bash
#
# What govlist prints is data: it is read line by line and never evaluated. govlist gets
# the text that readline will replace and the command line up to the cursor, and quotes each line for that place.

_govlist() {
    local kind='' line
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <(_GOVLIST_COMPLETE=bash _GOVLIST_WORDS="$2"$'\n'"${COMP_LINE:0:COMP_POINT}" "$1" 2>/dev/null)
    if [[ $kind == files ]]; then
        compopt -o default 2>/dev/null
    fi
}

# Before bash 4.4 there was no nosort.
complete -o nosort -F _govlist govlist 2>/dev/null || complete -F _govlist govlist
