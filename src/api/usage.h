/* From a value of an answer to the operations that take it: in their path, in a name of
 * their body, or in a $filter of a list. */
#ifndef API_USAGE_H
#define API_USAGE_H

#include "api/catalogue.h"
#include "api/entity.h"
#include "api/request.h"

struct usage {
    const struct operation *operation;
    enum entity entity; /* as which it takes the value */
    enum usage_place { USAGE_SLOT, USAGE_BODY, USAGE_FILTER } place;
    const struct schema *schema; /* of the slot, body name or property */
};

struct usages {
    struct usage *items; /* owned */
    size_t count, room;
};

/* What takes VALUE as one of ENTITIES (of entity_of) in a format that it has: by
 * entity, those that read first, then as the catalogue goes. */
void usages_find(struct usages *usages, const struct catalogue *catalogue,
                 unsigned entities, struct span value);
void usages_release(struct usages *usages);
/* The operation's request with the value in its place; what else it needs is laid out
 * as for any other. REQUEST is empty before. */
void usage_compose(const struct usage *usage, struct span value,
                   struct request *request);

#endif
