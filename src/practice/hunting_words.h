/* The words of a hunting query, one after another. */
#ifndef PRACTICE_HUNTING_WORDS_H
#define PRACTICE_HUNTING_WORDS_H

#include "base/str.h"

enum word_kind {
    WORD_END,
    WORD_NAME,     /* letters, digits, _; also !in, in~ and their like */
    WORD_TEXT,     /* in quotes; text is what stands between them, escapes and all */
    WORD_VERBATIM, /* @"...": without escapes */
    WORD_NUMBER,   /* also with a unit: 7d */
    WORD_SIGN,     /* == != =~ !~ <= >= .. < > | , ( ) * and the like */
    WORD_BROKEN,   /* a quote that is not closed */
};

struct words {
    struct span rest;    /* borrowed from the query */
    enum word_kind kind; /* of the word that stands at the front */
    struct span text;
    const char *start; /* of the word, its quotes included */
};

void words_init(struct words *words, struct span query);
void words_next(struct words *words);
/* Whether the front is this sign or this name, in exactly these letters. */
bool words_at(const struct words *words, const char *text);
/* True, and moves on, when it is. */
bool words_take(struct words *words, const char *text);

#endif
