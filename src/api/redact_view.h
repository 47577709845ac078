/* A text as it reads once an encoding is taken off, with the way back from each byte to
 * the bytes that it came from. A secret is looked for in every view, and hidden in the
 * text itself. A view borrows its source, which must outlive it. */
#ifndef API_REDACT_VIEW_H
#define API_REDACT_VIEW_H

#include "base/str.h"

struct range {
    size_t from, to; /* to: behind the last byte */
};

struct ranges {
    struct range *items;
    size_t count, room;
};

void ranges_add(struct ranges *ranges, size_t from, size_t to);
void ranges_merge(struct ranges *ranges); /* in order, none touching another */
void ranges_release(struct ranges *ranges);

/* From byte AT on, IN bytes of the source give OUT bytes, again and again. */
struct view_run {
    size_t at, from;
    unsigned char in, out;
};

struct view {
    const struct view *source; /* NULL: this is the text itself */
    struct span text;
    struct str own; /* what text points to, where there is a source */
    struct view_run *runs;
    size_t count, room;
    bool changed; /* differs from its source */
};

void view_raw(struct view *view, struct span text);
void view_percent(struct view *view, const struct view *source);
void view_unescape(struct view *view, const struct view *source); /* JSON's escapes */
/* Without white space and NUL: wrapped base64, UTF-16. */
void view_squeeze(struct view *view, const struct view *source);
/* Every run of base64 letters (either alphabet) decoded, from its letter SHIFT (0 to 3)
 * on: where the encoded text really begins can't be told from within. */
void view_base64(struct view *view, const struct view *source, unsigned shift);
void view_release(struct view *view);
/* The bytes of the text itself that RANGE of the view came from. */
struct range view_origin(const struct view *view, struct range range);

#endif
