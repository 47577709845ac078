/* What the misbehaving server says, apart from how it says it. */
#ifndef TESTS_FAULT_SERVER_H
#define TESTS_FAULT_SERVER_H

#include "base/str.h"

enum then {
    THEN_KEEP,  /* the next request may come */
    THEN_CLOSE, /* FIN */
    THEN_RESET, /* RST */
    THEN_HOLD,  /* neither a byte nor an end */
    THEN_DRIP,  /* one byte at a time past `from`, then nothing */
    THEN_AGAIN, /* from `from` on, for ever */
};

struct answer {
    struct str bytes;
    enum then then;
    size_t from;
};

/* To REQUEST, whole as it came. An unknown path gives 404. */
void answer_make(struct answer *answer, struct span request);

#endif
