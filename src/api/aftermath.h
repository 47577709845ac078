/* Where to look whether a request that changes something was carried out, when its
 * answer did not come. */
#ifndef API_AFTERMATH_H
#define API_AFTERMATH_H

#include "api/request.h"

/* Lays out in LOOK, empty before, the reading call that shows what SENT did. False:
 * none is known. */
bool aftermath_look(const struct catalogue *catalogue, const struct request *sent,
                    struct request *look);

#endif
