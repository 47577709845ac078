/* The catalogue: the built-in one, or the OpenAPI documents in $DEFSCOPE_DATA/catalog.
 */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "api/openapi.h"

/* Gives the catalogue in *CATALOGUE, which lives as long as OPENAPI. STATUS_FOUND: some
 * of the documents could not be used; ERR says what. */
enum status data_catalogue(struct openapi *openapi, const struct catalogue **catalogue,
                           struct err *err);

#endif
