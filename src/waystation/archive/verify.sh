#!/bin/sh
# Checks a bundle of keepsakes:   sh verify.sh [FOLDER]
#
# It needs a POSIX shell, openssl 3 or newer, and sha256sum or shasum. It asks no network, runs nothing that lies in
# the bundle, and writes only into a temporary folder, which it removes. What it reads is described byte by byte in
# docs/archive-format.md of Waystation; take this script from there rather than from the bundle that you doubt.
# Exit status: 0 nothing is wrong, 1 something is (each in a line that begins WRONG), 2 it could not be checked.

set -u
LC_ALL=C
export LC_ALL
unset CDPATH

case $0 in */*) folder=${0%/*} ;; *) folder=. ;; esac
[ $# -gt 0 ] && folder=$1
case $folder in /*) ;; *) folder=./$folder ;; esac
cd "$folder" 2>/dev/null || { echo "cannot look into that folder" >&2; exit 2; }

tmp=$(mktemp -d "${TMPDIR:-/tmp}/verify.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

faults=0
wrong() {
    faults=$((faults + 1))
    printf 'WRONG: %s\n' "$1" | tr -c '[:print:]\n' '?'
}

if command -v sha256sum >/dev/null 2>&1; then
    sum() { sha256sum <"$1" | cut -c 1-64; }
elif command -v shasum >/dev/null 2>&1; then
    sum() { shasum -a 256 <"$1" | cut -c 1-64; }
else
    echo "neither sha256sum nor shasum is here" >&2
    exit 2
fi

# signed KEY FILE SIGNATURE: whether the holder of an Ed25519 key signed a file.
signed() { openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1; }

# What checks signatures is checked first, by the second example of RFC 8032: one that holds and one that does not.
cat >"$tmp/rfc.pem" <<'PEM'
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=
-----END PUBLIC KEY-----
PEM
echo 'kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==' |
    openssl base64 -d -A >"$tmp/rfc.sig" 2>/dev/null
printf 'r' >"$tmp/rfc.yes"
printf 's' >"$tmp/rfc.no"
if ! signed "$tmp/rfc.pem" "$tmp/rfc.yes" "$tmp/rfc.sig" || signed "$tmp/rfc.pem" "$tmp/rfc.no" "$tmp/rfc.sig"; then
    echo "openssl is missing here, or too old to check Ed25519 signatures: version 3 or newer is needed" >&2
    exit 2
fi

HEX='[0-9a-f]{64}'
ACT='taken in|opened|derived|confirmed|approved|refused|exported|carried|destroyed'
KIND='footage|still|sound|testimony|document|context|recreation'
WHAT='"(boxes|cut|faces|format|metadata|place|text|voice)"'
FORM="^\\{\"act\":\"($ACT)\"(,\"after\":\\[\"$HEX\"(,\"$HEX\")*\\])?,\"by\":\"$HEX\""
FORM="$FORM(,\"changes\":\\[$WHAT(,$WHAT)*\\])?"
FORM="$FORM,\"item\":\"[0-9a-f]{32}\",\"kind\":\"($KIND)\"(,\"of\":\"$HEX\")?,\"sha256\":\"$HEX\",\"size\":[0-9]+"
FORM="$FORM(,\"sums\":\"$HEX\")?(,\"use\":\"(court|film|journalists|public)\")?,\"waystation\":\"custody 1\""
FORM="$FORM,\"when\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}\"\\}\$"

# said KEY: what the statement at hand says under a key; a list without its brackets.
said() {
    case $1 in
        size) sed -n 's/.*"size":\([0-9]*\).*/\1/p' "$tmp/line" ;;
        after | changes) sed -n 's/.*"'"$1"'":\[\([^]]*\)\].*/\1/p' "$tmp/line" | tr -d '"' ;;
        *) sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' "$tmp/line" ;;
    esac
}

# ---------------------------------------------------------------- the list of files

if [ ! -f SHA256SUMS ] || [ -L SHA256SUMS ]; then
    wrong "SHA256SUMS, the list of files, is missing"
    printf '\nNOT SOUND. Without its list nothing can be said of this bundle.\n'
    exit 1
fi
tr -c '[:print:]\n' '?' <SHA256SUMS >"$tmp/text"
grep -Ev '^[0-9a-f]{64}  [A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?$' "$tmp/text" >"$tmp/odd"
[ -s "$tmp/odd" ] && wrong "SHA256SUMS: a line is not of the form that it should be"
grep -E '^[0-9a-f]{64}  [A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?$' "$tmp/text" >"$tmp/list"
cut -c 67- "$tmp/list" >"$tmp/names"
sort "$tmp/names" | uniq -d >"$tmp/twice"
[ -s "$tmp/twice" ] && wrong "SHA256SUMS: a file is listed twice"
for name in README.txt manifest.json verify.sh; do
    grep -qxF "$name" "$tmp/names" || wrong "SHA256SUMS: $name is not in the list"
done

: >"$tmp/bad"
while read -r expected name; do
    if [ -L "$name" ] || [ ! -f "$name" ]; then
        wrong "$name is in the list, and is not here as a file"
    elif [ "$(sum "$name")" != "$expected" ]; then
        wrong "$name is not the file that was put into the bundle: its bytes were changed"
        echo "$name" >>"$tmp/bad"
    fi
done <"$tmp/list"

grep -E '^(0[1-9]|[1-9][0-9]|[1-9][0-9][0-9])\.[a-z0-9]+$' "$tmp/names" | sort >"$tmp/items"
[ -s "$tmp/items" ] || wrong "SHA256SUMS: there is no keepsake in the list"
{
    cat "$tmp/names"
    echo SHA256SUMS
    sed 's/\..*//; s/.*/custody\/&.txt/' "$tmp/items"
} | sort >"$tmp/known"
find . ! -type d -print | sed 's/^\.\///' | sort >"$tmp/here"
comm -13 "$tmp/known" "$tmp/here" >"$tmp/more"
while IFS= read -r name; do
    wrong "$name lies in the bundle, and was not put into it"
done <"$tmp/more"

# ---------------------------------------------------------------- custody

# look_at NAME: checks all statements about a keepsake, and says what they show.
look_at() {
    name=$1
    number=${name%%.*}
    file=custody/$number.txt
    before=$faults
    expected=$(grep -E "^[0-9a-f]{64}  $number\\.[a-z0-9]+\$" "$tmp/list" | cut -c 1-64)
    if [ -L "$file" ] || [ ! -f "$file" ]; then
        wrong "$file, the custody of $name, is missing"
        return
    fi
    : >"$tmp/above"
    : >"$tmp/ended"
    : >"$tmp/hands"
    : >"$tmp/again"
    place=0 kind='' item='' since='' begun='' of='' changed='' left='' when='' stamps=0
    while IFS=' ' read -r hand signature line || [ -n "$hand" ]; do
        place=$((place + 1))
        at="$file, line $place"
        printf '%s' "$line" >"$tmp/line"
        if ! printf '%s\n' "$line" | grep -Eq "$FORM"; then
            wrong "$at: this is not a statement of custody"
            continue
        fi
        key=keys/$number-$hand.pem
        by=$(said by)
        if ! printf '%s\n' "$hand" | grep -Eq '^[1-9][0-9]*$' || [ -L "$key" ] || [ ! -f "$key" ] ||
            [ "$(openssl pkey -pubin -in "$key" -outform DER 2>/dev/null | od -An -v -tx1 | tr -d ' \n')" != \
                "302a300506032b6570032100$by" ]; then
            wrong "$at: the key of hand $hand is missing, or is another than the statement names"
            continue
        fi
        printf '%s' "$signature" | openssl base64 -d -A >"$tmp/sig" 2>/dev/null
        if ! signed "$key" "$tmp/line" "$tmp/sig"; then
            wrong "$at: the signature is not of this statement: one of them was changed"
            continue
        fi
        printf '%s %s %s\n' "$hand" "$(openssl base64 -A <"$tmp/sig")" "$line" >>"$tmp/again"
        act=$(said act)
        hash=$(sum "$tmp/line")
        after=$(said after | tr ',' ' ')
        echo "$by" >>"$tmp/hands"
        if grep -qxF "$hash" "$tmp/above"; then
            wrong "$at: the same statement stands there twice"
        fi
        case $act in 'taken in' | derived) first=yes ;; *) first=no ;; esac
        if [ "$place" = 1 ]; then
            item=$(said item) kind=$(said kind) begun=$act since=$(said when)
            of=$(said of) changed=$(said changes)
            [ -n "$after" ] && wrong "$at: what stood before this statement is missing"
            [ $first = no ] && wrong "$at: custody cannot begin with: $act"
        else
            [ -z "$after" ] && wrong "$at: a second beginning: this statement names none before it"
            [ $first = yes ] && wrong "$at: this can only be the beginning: $act"
            [ "$(said kind)" = "$kind" ] || wrong "$at: it says another kind than the beginning"
        fi
        [ "$(said item)" = "$item" ] || wrong "$at: this statement is about another keepsake"
        [ "$(said sha256)" = "$expected" ] || wrong "$at: it is about other bytes than those of $name"
        if [ -f "$name" ] && ! grep -qxF "$name" "$tmp/bad"; then
            [ "$(said size)" = "$(wc -c <"$name" | tr -d ' ')" ] || wrong "$at: it says another size than that of $name"
        fi
        case $act:$(said of) in
            derived:?*) ;;
            derived: | *:?*) wrong "$at: it does not say rightly what the keepsake was made from" ;;
        esac
        for named in $after; do
            grep -qxF "$named" "$tmp/above" || wrong "$at: it follows a statement that is missing here or stands below"
            grep -qxF "$named" "$tmp/ended" && wrong "$at: it follows a statement that nothing can follow"
        done
        echo "$hash" >>"$tmp/above"
        case $act in
            destroyed) echo "$hash" >>"$tmp/ended" ;;
            exported)
                echo "$hash" >>"$tmp/ended"
                [ -n "$left" ] && wrong "$at: it says for a second time that the keepsake left"
                left=$(said use) when=$(said when)
                [ "$(said sums)" = "$sums" ] || wrong "$at: it was signed for another list of files than SHA256SUMS"
                ;;
        esac
        stamp=stamps/$number-$place.sig
        if grep -qxF "$stamp" "$tmp/names"; then
            stamps=$((stamps + 1))
            cmp -s "$tmp/sig" "$stamp" || wrong "$stamp: it is not the signature of $at"
            [ "$(od -An -v -tx1 -j 33 -N 32 "$stamp.ots" 2>/dev/null | tr -d ' \n')" = "$(sum "$tmp/sig")" ] ||
                wrong "$stamp.ots: this proof of time is not about that signature"
        fi
    done <"$file"
    if [ "$place" = 0 ]; then
        wrong "$file: there is no statement"
    elif [ -z "$left" ]; then
        wrong "$file: nobody has signed that the keepsake left in this bundle"
    fi
    if [ -n "$of" ] && grep -Eq "^$number " "$tmp/from"; then
        origin=$(sed -n "s/^$number \\([0-9]*\\) .*/\\1/p" "$tmp/from")
        salt=$(sed -n "s/^$number [0-9]* //p" "$tmp/from")
        whole=$(grep -E "^[0-9a-f]{64}  $origin\\.[a-z0-9]+\$" "$tmp/list" | cut -c 1-64)
        printf '%s%s' "$salt" "$whole" >"$tmp/seal"
        [ "$(sum "$tmp/seal")" = "$of" ] || wrong "made-from.txt: $number was not made from $origin"
        of="keepsake $origin of this bundle"
    elif [ -n "$of" ]; then
        of='other bytes, which are not in this bundle'
    fi
    if [ "$faults" = "$before" ] && ! cmp -s "$tmp/again" "$file"; then
        wrong "$file: something stands there beside the statements"
    fi
    [ "$faults" = 0 ] || return
    hands=$(sort -u "$tmp/hands" | wc -l | tr -d ' ')
    {
        printf '\n%s: %s, SHA-256 %s\n' "$name" "$kind" "$expected"
        [ "$kind" = recreation ] && printf '  A RECREATION. This is not footage of anything that happened.\n'
        if [ "$begun" = derived ]; then
            printf '  A working copy, made on %s from %s. ' "$since" "$of"
            printf 'Changed in it: %s.\n' "${changed:-nothing named}"
        else
            printf '  Taken in on %s.\n' "$since"
        fi
        printf '  Held from then until it left for use by %s on %s: ' "$left" "$when"
        printf '%s statements by %s hand(s), each signed, none missing.\n' "$place" "$hands"
        [ "$stamps" = 0 ] || printf '  Proofs of time in stamps: %s. ots verify checks them.\n' "$stamps"
    } >>"$tmp/shown"
}

sums=$(sum SHA256SUMS)
: >"$tmp/from"
: >"$tmp/shown"
if grep -qxF made-from.txt "$tmp/names" && [ -f made-from.txt ]; then
    tr -c '[:print:]\n' '?' <made-from.txt | grep -E '^[0-9]+ [0-9]+ [0-9a-f]{64}$' >"$tmp/from"
fi
while IFS= read -r name; do
    look_at "$name"
done <"$tmp/items"

if [ "$faults" != 0 ]; then
    printf '\nNOT SOUND: %s thing(s) are wrong. This bundle was changed after it was made, or is not whole.\n' "$faults"
    exit 1
fi
cat "$tmp/shown"
printf '\nSHOWN: these are the bytes that were held since those days by those hands, not altered since.\n'
printf 'NOT SHOWN: that what they show happened; who made it, where or when; who the hands are.\n'
printf 'Fingerprint: %s\n' "$(echo "$sums" | sed 's/..../& /g; s/ $//')"
printf 'Anybody can make a bundle with hands of their own. Ask whoever gave you this one to read out its fingerprint.\n'
