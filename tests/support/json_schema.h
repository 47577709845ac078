/* As much of JSON Schema 2020-12 as the catalogue's documents use: type, properties,
 * required, items, enum, format and references to #/components/schemas. A member that
 * an object's properties don't name is wrong too. */
#ifndef TESTS_JSON_SCHEMA_H
#define TESTS_JSON_SCHEMA_H

#include "base/str.h"

#include <cjson/cJSON.h>

/* Appends a line to WRONG for each place in VALUE that SCHEMA of DOCUMENT does not
 * allow. NULL schema allows all. */
void json_schema_check(const cJSON *document, const cJSON *schema, const cJSON *value,
                       struct str *wrong);

#endif
