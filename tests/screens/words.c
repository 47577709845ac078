#include "config.h"

#include "words.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void
die(const char *what, struct span detail)
{
    fprintf(stderr, "replay: %s: %.*s\n", what, SPAN_ARG(detail));
    exit(2);
}

struct span
word(struct span *rest)
{
    struct span one = {0};
    span_next(rest, ' ', &one);
    return one;
}

int
number(struct span *rest, char end)
{
    struct span one = {0};
    uint64_t value = 0;
    if (!span_next(rest, end, &one) || !span_number(one, 3600000, &value))
        die("not a number", one);
    return (int)value;
}

char *
absent_or(struct span text)
{
    struct str copy = str_dup(text);
    if (span_is(text, "-"))
        str_clear(&copy);
    if (copy.n)
        return str_take(&copy);
    str_release(&copy);
    return NULL;
}
