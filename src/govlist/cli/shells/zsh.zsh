#compdef govlist
# Completion of govlist in zsh. After an update, print it again: govlist completion zsh
#
# What govlist prints is data: it is read line by line and never evaluated; compadd quotes what it inserts.

_govlist() {
  local -a asked answer values shown
  local line
  asked=("$PREFIX" "${(@Q)words[2,CURRENT-1]}")
  answer=("${(@f)$(_GOVLIST_COMPLETE=zsh _GOVLIST_WORDS="${(F)asked}" "${(Q)words[1]}" 2>/dev/null)}")
  if [[ $answer[1] == files ]]; then
    [[ $PREFIX == -*=* ]] && compset -P 1 '*='
    _files
    return
  fi
  for line in "${(@)answer[2,-1]}"; do
    values+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  -- }")
  done
  if [[ $answer[1] == parts ]]; then  # they take the place of what was typed; several are only shown
    (( $#values > 1 )) && compstate[insert]='' compstate[list]='list force'
    compadd -U -V govlist -a -- values
    return
  fi
  if [[ "$answer" == *$'\t'* ]]; then
    compadd -l -V govlist -d shown -a -- values
  else
    compadd -V govlist -a -- values
  fi
}

if [[ $funcstack[1] == _govlist ]]; then
  _govlist "$@"
else
  compdef _govlist govlist
fi
