/* An operation as JSON, as `catalog --json` prints it. */
#ifndef API_CATALOGUE_JSON_H
#define API_CATALOGUE_JSON_H

#include "api/catalogue.h"

#include <cjson/cJSON.h>

/* The *catalogue entry*. The caller deletes it. */
cJSON *catalogue_entry(const struct operation *operation);

#endif
