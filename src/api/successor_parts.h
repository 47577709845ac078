/* What the files of successor.h share; for them alone. */
#ifndef API_SUCCESSOR_PARTS_H
#define API_SUCCESSOR_PARTS_H

#include "api/successor.h"

/* A request on its way. */
struct turning {
    const struct request *request; /* as it was */
    const struct operation *from, *to;
    struct request *turned;
    struct differences *differences;
};

/* The value that NAME takes in the successor for this one: VALUES are those that it
 * has there, or NULL. False: as it is. */
bool turn_value(const struct turning *turning, const char *name, struct span value,
                names values, struct str *out);
/* VALUE, decoded, goes to PLACE of the successor; false: there is no such place. */
bool turn_put(struct turning *turning, const char *place, struct span value);
void turn_body(struct turning *turning);
/* $filter with the successor's names and values. Conditions on what it can't filter by
 * are left out, where the rest stands without them. */
void turn_filter(struct turning *turning, struct span filter);
/* Adds a condition to the successor's $filter. */
void turn_add_condition(struct turning *turning, struct span condition);

#endif
