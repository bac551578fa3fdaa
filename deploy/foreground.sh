#!/bin/sh
# Runs a command so that Ctrl-C stops it in good order and counts as a good end.
#
#   deploy/foreground.sh COMMAND [ARGUMENT ...]
#
# Why not simply run it: make reports a command that ends by Ctrl-C as "Error 130", as if something had broken. Here
# an interrupt reaches the command as SIGTERM, once per interrupt, and we wait until it has put its things away.
asked_to_stop=
child=
stop() {
    asked_to_stop=yes
    if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null; fi
}
trap stop INT TERM

"$@" &
child=$!
if [ -n "$asked_to_stop" ]; then stop; fi # the signal came before there was a child to tell

wait "$child"
status=$?
while [ -n "$asked_to_stop" ] && kill -0 "$child" 2>/dev/null; do # a signal ends a wait early
    wait "$child"
    status=$?
done

case "$asked_to_stop:$status" in
yes:130 | yes:143) exit 0 ;; # ended by the signal itself, before it could answer to it
*) exit "$status" ;;
esac
