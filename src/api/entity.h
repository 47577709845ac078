/* What a value of an answer identifies: a device, an alert, a file. Decided by the name
 * that it stands under, by the entity set that the answer is of, and by its looks. */
#ifndef API_ENTITY_H
#define API_ENTITY_H

#include "base/str.h"

#include <stdbool.h>

enum entity {
    ENTITY_MACHINE,
    ENTITY_ALERT,
    ENTITY_INCIDENT,
    ENTITY_FILE,
    ENTITY_IP,
    ENTITY_DOMAIN,
    ENTITY_USER,
    ENTITY_VULNERABILITY,
    ENTITY_SOFTWARE,
    ENTITY_RECOMMENDATION,
    ENTITY_ACTION,
    ENTITY_INVESTIGATION,
    ENTITY_INDICATOR,
    ENTITY_REMEDIATION,
    ENTITY_SCAN,
    ENTITY_COUNT
};

/* A set of them: the sum of their ENTITY_BITs. */
#define ENTITY_BIT(entity) (1u << (entity))

/* "device", for people: translated. */
const char *entity_title(enum entity entity);
/* The entity set of an answer: what follows "#" in its "@odata.context" (OData JSON
 * Format 4.01, 10), else the last fixed part of PATH, which may be a template, a URL or
 * empty. Points into BODY or PATH; empty: neither tells. */
struct span entity_set(struct span path, struct span body);
/* What VALUE (decoded text, or a number) at the JSON pointer POINTER of an answer of
 * SET can identify; 0: nothing that is known. */
unsigned entity_of(struct span pointer, struct span set, struct span value);
/* The one whose entity set has this name, or a part of a path; ENTITY_COUNT: none. */
enum entity entity_of_set(struct span name);
/* Whether a member, parameter or property of this name holds one. */
bool entity_named(enum entity entity, struct span name);
/* The one that a parameter of this format takes; ENTITY_COUNT: none, or no format. */
enum entity entity_of_format(const char *format);

#endif
