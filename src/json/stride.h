/* Goes over the tokens of a text sixty-four bytes at a time: the same rules as scan.h's
 * and the same state behind them, only faster. */
#ifndef JSON_STRIDE_H
#define JSON_STRIDE_H

#include "json/document.h"

/* How blocks are read; STRIDE_BEST takes what this processor is fastest with. */
enum json_stride_way {
    JSON_STRIDE_BEST,
    JSON_STRIDE_PLAIN,
    JSON_STRIDE_SSE2, /* these two as PLAIN where there is no such thing */
    JSON_STRIDE_AVX2,
    JSON_STRIDE_WAYS
};

/* Moves WALK, which must stand inside a container, over whole tokens of TEXT to TO at
 * most, as json_walk_on would have done one by one. Stops before whatever is wrong, cut
 * off or ends the outermost container. Gives the whole values it passed, and lowers
 * *LOWEST to the least depth it met. */
size_t json_stride(struct json_walk *walk, struct span text, size_t to, size_t *lowest,
                   enum json_stride_way way);

#endif
