/* What went wrong. A function that can fail returns a status and fills a struct err
 * that the caller gives; the text is lower case, says what failed first, the subject in
 * quotes, and what to try. Already sanitised: it may be shown as it is. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum status {
    STATUS_OK,
    STATUS_FOUND,     /* ran, and found something against it (exit 1) */
    STATUS_USAGE,     /* wrong words on the command line */
    STATUS_INPUT,     /* what was read is not what it should be */
    STATUS_LIMIT,     /* larger or deeper than allowed */
    STATUS_IO,        /* a file, pipe or terminal refused */
    STATUS_NETWORK,   /* no answer, or not a whole one */
    STATUS_CANCELLED, /* the user said so */
    STATUS_SIGN_IN,   /* no token was given */
};

struct err {
    enum status status;
    char text[512];
};

/* Both give back the status, so that `return err_set(...)` reads well. ERR may be NULL.
 * Arguments that come from outside are made safe to show here. */
enum status err_set(struct err *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Puts "context: " before the text. */
enum status err_context(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
