#!/bin/sh
# Every help page has the shape that the program reads, every link in one leads to a page, and every
# code that the program knows has its page.
set -u
LC_ALL=C
export LC_ALL
cd "${srcdir:?}" || exit 99

pages=$(find help -name '*.md' | sort)
[ -n "$pages" ] || exit 99

built_in() { # what is there is what is built in
    for page in $pages; do
        grep -q "^  $page\( \\\\\)\{0,1\}$" help/local.mk || echo "$page: not in help/local.mk"
    done
}

shapes() {
    # shellcheck disable=SC2086 # names of pages have no spaces
    awk '
        function wrong(what) { print FILENAME ":" FNR ": " what }
        function finish() {
            if (name == "")
                return
            if (fenced)
                print name ": a block is not closed"
            if (strict && (section < 2 || !causes || !steps))
                print name ": needs causes and steps, in this order, behind the summary"
        }
        FNR == 1 {
            finish()
            name = FILENAME
            count = split(name, part, "/")
            strict = count > 3 && part[3] != "lessons"
            first = part[2] == "en" ? "## Usual causes" : "## 常见原因"
            second = part[2] == "en" ? "## What to do" : "## 怎么办"
            fenced = section = causes = steps = 0
            if ($0 !~ /^# [^ ]/)
                wrong("the first line must be a title")
            if (part[3] == "errors" && $0 != "# " substr(part[4], 1, length(part[4]) - 3))
                wrong("the title must be the code")
            before = $0
            next
        }
        FNR == 2 && $0 != "" { wrong("a line must be empty behind the title") }
        FNR == 3 && (part[2] == "en" ? $0 !~ /^[A-Za-z"0-9`]/ : $0 ~ /^([-#>|*]|$)/) {
            wrong("the summary must stand here")
        }
        FNR == 3 && length($0) > 400 { wrong("the summary is too long") }
        /[ \t]$/ { wrong("space at the end") }
        /^```/ { fenced = !fenced; before = ""; next }
        fenced { next }
        /^## / {
            section++
            if (strict && section == 1 && $0 != first)
                wrong("the first section must be " first)
            if (strict && section == 2 && $0 != second)
                wrong("the second section must be " second)
        }
        strict && section == 1 && !/^## / && $0 != "" {
            if ($0 !~ /^- [^ ]/) wrong("a cause must start with a dash")
            causes++
        }
        strict && section == 2 && !/^## / && $0 != "" {
            if ($0 !~ ("^" (steps + 1) "[.] [^ ]")) wrong("a step must start with its number")
            steps++
        }
        strict && section < 3 && /\]\(|\*\*/ { wrong("no links or bold text before the free sections") }
        /^[^#|>`-]/ && before ~ /^[^#|>`]/ && $0 !~ /^[0-9]+[.] / && before !~ /^#/ {
            wrong("a paragraph must stand on one line")
        }
        { before = $0 }
        END { finish() }
    ' $pages
}

links() { # [text](page.md), from the place of the page they stand in; or to the English page
    for page in $pages; do
        english=help/en/${page#help/*/}
        grep -o '](\([^)]*\))' "$page" | sed 's/^](//; s/)$//; s/#.*//' | while read -r target; do
            case $target in
            http://127.0.0.1* | '') ;;
            operation:*)
                grep -q "\"operationId\": \"${target#operation:}\"" catalog/*.json ||
                    echo "$page: no such operation: $target"
                ;;
            *://*) echo "$page: a link leads away: $target" ;;
            *) [ -f "${page%/*}/$target" ] || [ -f "${english%/*}/$target" ] || echo "$page: no such page: $target" ;;
            esac
        done
    done
}

# What of a page is the same in every language: its headings, lists and tables, blocks, links, and the
# lines of a lesson that the program reads.
bones() {
    awk -v lesson="${1##*/lessons/*}" '
        /^```/ { fenced = !fenced }
        fenced || /^```/ || $0 == "" { print; next }
        lesson == "" && /^- (Expect|Keep|Start|Minutes): / { print; next }
        {
            bone = ""
            if (match($0, /^(#+ |[0-9]+[.] |- (Hint: |Done: )?)/))
                bone = substr($0, 1, RLENGTH)
            if (/^\|/)
                bone = "|" gsub(/[|]/, "|")
            for (rest = $0; match(rest, /\]\([^)]*\)/); rest = substr(rest, RSTART + RLENGTH))
                bone = bone substr(rest, RSTART, RLENGTH)
            print bone
        }
    ' "$1"
}
translated() { # a page that is in English, and says the same in the same places
    for page in $pages; do
        case $page in help/en/*) continue ;; esac
        english=help/en/${page#help/*/}
        if [ ! -f "$english" ]; then
            echo "$page: there is no $english"
        else
            alike "$page" "$english"
        fi
    done
    alike README.zh_CN.md README.md
}
alike() { # PAGE ENGLISH: but for the link of each README to the other, and the folders of pictures
    [ "$(bones "$1" | sed 's/](README.md)//')" = "$(bones "$2" | sed 's/](README.zh_CN.md)//')" ] ||
        echo "$1: headings, lists, tables, blocks or links aren't those of $2"
}

# A page for each topic that the code names, each transport failure and each sign-in error.
topics() {
    grep -rhoE '"(errors|shapes|status|trouble|sign-in)/[A-Za-z0-9_-]+"' src --include='*.c' --include='*.h' --include='*.def' | tr -d '"'
    sed -n 's/^    {"\([A-Za-z0-9]*\)", [0-9]*, .*/errors\/\1/p' src/api/error_code.c
    [ ! -f src/api/sign_in.c ] ||
        sed -n 's/^ *NUMBER(\([0-9]*\),.*/sign-in\/AADSTS\1/p; s/^ *{0, "\([a-z_]*\)",.*/sign-in\/\1/p' src/api/sign_in.c
    [ ! -f src/api/exchange.c ] || sed -n 's/^ *\[TRANSPORT_[A-Z_]*\] = "\([a-z-]*\)",.*/trouble\/\1/p' src/api/exchange.c
}
named() {
    topics | sort -u | while read -r topic; do
        [ "$topic" = trouble/ok ] || [ -f "help/en/$topic.md" ] ||
            echo "help/en/$topic.md: the program names it, but it isn't there"
    done
}

# Each key of each action stands on the page of keys, as it is written on a keyboard.
keys() {
    sed -n 's/^ACTION([A-Z_]*, "\([^"]*\)".*/\1/p' src/explorer/action.def | tr ' ' '\n' | sort -u |
        sed 's/^C-\(.\)$/Ctrl-\1/; s/^S-/Shift-/' | while read -r key; do
            case $key in
            Up | Down | Left | Right) key=arrows ;;
            Home | End) continue ;;
            '|') key='`\|`' ;; # within a table
            Ctrl-?) key=Ctrl-$(printf '%s' "${key#Ctrl-}" | tr '[:lower:]' '[:upper:]') ;;
            ?) key="\`$key\`" ;;
            esac
            grep -qF -e "$key" help/en/keys.md || echo "help/en/keys.md: lacks the key $key"
        done
}

# So does each action's name on the page that tells how to change keys.
names() {
    sed -n 's/^ACTION(\([A-Z_]*\),.*/\1/p' src/explorer/action.def | tr 'A-Z_' 'a-z-' |
        while read -r name; do
            grep -qF -e "\`$name\`" help/en/look.md || echo "help/en/look.md: lacks the action $name"
        done
}

# Operations that a page tells to send, check or look up are in the catalogue.
operations() {
    # shellcheck disable=SC2086 # names of pages have no spaces
    grep -ohE '\<(send|check|catalog) [a-z]+[A-Z][A-Za-z]*' $pages README.md README.zh_CN.md | sed 's/.* //' | sort -u |
        while read -r operation; do
            grep -q "\"operationId\": \"$operation\"" catalog/*.json || echo "no such operation: $operation"
        done
}

wrong=$(keys; names; operations; built_in; shapes; links; translated; named)
[ -z "$wrong" ] || { printf '%s\n' "$wrong"; exit 1; }
