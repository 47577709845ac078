/* Faults against RFC 8259, as sentences. */
#ifndef JSON_FAULT_TEXT_H
#define JSON_FAULT_TEXT_H

#include "json/tree.h"

/* Translated; "%s" in it is for what stands at the place. */
const char *json_fault_sentence(enum json_fault_kind kind);
/* What stands there: at least a character, so that it can be shown. */
struct span json_fault_found(const struct json_tree *tree,
                             const struct json_fault *fault);

#endif
