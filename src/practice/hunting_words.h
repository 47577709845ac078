/* The words of a hunting query, one after another. */
#ifndef PRACTICE_HUNTING_WORDS_H
#define PRACTICE_HUNTING_WORDS_H

#include "base/str.h"

enum word_kind {
    WORD_END,
    WORD_NAME,   /* letters, digits, _ */
    WORD_TEXT,   /* in quotes; text is what stands between them */
    WORD_NUMBER, /* also with a unit: 7d */
    WORD_SIGN,   /* == != =~ !~ <= >= < > | , ( ) * and the like */
    WORD_BROKEN, /* a quote that is not closed */
};

struct words {
    struct span rest;    /* borrowed from the query */
    enum word_kind kind; /* of the word that stands at the front */
    struct span text;
};

void words_init(struct words *words, struct span query);
void words_next(struct words *words);
/* True, and moves on, when the front is this sign or this name (any letter case). */
bool words_take(struct words *words, const char *text);

#endif
