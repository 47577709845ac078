/* Requests with a single mistake, and what the published rules make of each: known from
 * how the mistake was made, not from the check. */
#ifndef TESTS_MISTAKES_H
#define TESTS_MISTAKES_H

#include "api/hint.h"
#include "api/request.h"

struct mistake {
    const char *predicted; /* the code of the refusal; NULL: no mistake, it is taken */
    enum hint_kind kind;   /* of bodies only, as are the rest */
    const char *where, *expected, *value;
    const struct str *fixed; /* NULL: not looked at */
    bool unmeant;            /* taken, but as something else than was meant */
};

/* Told of each request: borrowed for the call. */
struct mistakes {
    void (*made)(void *owner, const struct request *request,
                 const struct mistake *mistake);
    void *owner;
};

bool takes_json(const struct operation *operation);
/* All names, values that go together: slots, options, body. */
void right_request(struct request *request, const struct operation *operation);
/* The right body, and each single mistake in it. */
void mistakes_in_body(const struct mistakes *mistakes,
                      const struct operation *operation);
/* The same of method, path, slots and options. */
void mistakes_in_address(const struct mistakes *mistakes,
                         const struct operation *operation);

/* For the two files of this. */

/* Values by format, and the code for a bad one. */
struct sample {
    const char *format, *good, *bad, *code;
};
const struct sample *sample_of(const struct schema *schema);
/* Small letters, capitals, or the first letter turned: HOW 0 to 2. */
void change_case(char *text, int how);

#endif
