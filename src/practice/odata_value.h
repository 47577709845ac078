/* Values while a $filter is worked out, for odata_eval.c and odata_functions.c. */
#ifndef PRACTICE_ODATA_VALUE_H
#define PRACTICE_ODATA_VALUE_H

#include "base/clock.h"
#include "base/str.h"

#include <cjson/cJSON.h>

struct value {
    enum { NOTHING, FLAG, NUMBER, TEXT, TIME, MANY } kind;
    double number;     /* also a flag, also a time in milliseconds */
    struct span text;  /* borrowed from the item, the filter or OWN */
    const cJSON *many; /* an array */
    struct str own;
};

enum { VALUE_ARGUMENTS_MAX = 3 };

bool value_is_true(const struct value *value);
void value_set_flag(struct value *value, bool flag);
void value_set_number(struct value *value, double number);
/* 2018-08-01, 2018-08-01Z or a whole date and time. */
bool value_read_time(struct span text, clock_ms *at);
/* Calls a function of OData 4.01 (URL Conventions, 5.1.1.5 to 5.1.1.9). False: it is
 * not here. */
bool value_call(struct span name, const struct value *const *arguments, unsigned count,
                clock_ms now, struct value *value);

#endif
