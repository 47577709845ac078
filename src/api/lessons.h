/* All lessons there are, and what has been done of them. Both own what is in them. */
#ifndef API_LESSONS_H
#define API_LESSONS_H

#include "api/lesson_progress.h"

struct lessons { /* in their order */
    struct lesson *items;
    size_t count, room;
};

/* Those that are built in, each in LANGUAGE or else in English. */
void lessons_builtin(struct lessons *lessons, const char *language);
void lessons_add(struct lessons *lessons, struct lesson *lesson); /* takes it */
void lessons_release(struct lessons *lessons);
/* By its name, its number ("3") or its name without the number; COUNT: none. */
size_t lessons_find(const struct lessons *lessons, struct span name);
/* The name that was most likely meant, or NULL. */
const char *lessons_nearest(const struct lessons *lessons, struct span name);

struct lesson_record {
    char *name;
    clock_ms done; /* wall time at which it was last done; 0: never */
    size_t steps, times,
        hints;        /* most steps done; times done; hints of the last time */
    uint64_t seconds; /* of the last time */
};

struct lesson_records {
    struct lesson_record *items;
    size_t count, room;
    struct {
        clock_ms done; /* 0: never */
        size_t right, of;
    } quiz;
};

const struct lesson_record *lesson_records_find(const struct lesson_records *records,
                                                const char *name); /* or NULL */
/* Where somebody has come to. */
void lesson_records_note(struct lesson_records *records,
                         const struct lesson_progress *progress, clock_ms wall);
void lesson_records_release(struct lesson_records *records);
/* As kept in a file. STATUS_INPUT: it isn't what was written; RECORDS is empty then. */
enum status lesson_records_read(struct lesson_records *records, struct span json,
                                struct err *err);
void lesson_records_write(const struct lesson_records *records, struct str *out);

#endif
