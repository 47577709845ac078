/* JSON made up from a seed. */
#ifndef RANDOM_JSON_H
#define RANDOM_JSON_H

#include "base/str.h"

#include <stdint.h>

/* From 0 to SIDES - 1. */
uint32_t roll(uint32_t *seed, uint32_t sides);
/* A valid document of about SIZE bytes with random nesting and white space. */
struct str random_document(uint32_t seed, size_t size);
/* Takes out, puts in or overwrites something; most often it is wrong then. */
void spoil(struct str *text, uint32_t *seed);

#endif
