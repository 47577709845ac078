/* From the value under the cursor of an answer to the operations that take it. */
#ifndef EXPLORER_USING_H
#define EXPLORER_USING_H

#include "api/usage.h"

struct explorer;

struct using
{
    struct usages usages; /* of the value below */
    struct str value;     /* decoded */
    unsigned entities;
};

void using_release(struct using *using);
/* Whether the value under the cursor identifies something that operations take. */
bool using_known(const struct explorer *explorer);
/* The operations that have every word typed above them. */
void using_list(struct explorer *explorer);
/* The one under the list's cursor becomes the request. */
void using_take(struct explorer *explorer);

#endif
