/* A check as JSON. */
#ifndef API_CHECK_JSON_H
#define API_CHECK_JSON_H

#include "api/check.h"

#include <cjson/cJSON.h>

/* {"operation", "method", "path", "permissions", "predicted", "hints"}; the caller
 * frees with cJSON_Delete. */
cJSON *check_json(const struct check *check, const struct request *request);

#endif
