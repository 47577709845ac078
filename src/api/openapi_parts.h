/* What the files that read OpenAPI documents share; for them alone. */
#ifndef API_OPENAPI_PARTS_H
#define API_OPENAPI_PARTS_H

#include "api/openapi.h"
#include "base/str.h"

#include <cjson/cJSON.h>

/* A schema that is still to be read, and where it stands. */
struct openapi_task {
    const cJSON *source; /* resolved */
    struct schema *target;
    size_t parent; /* index of the task that asked for it; itself for the first */
    unsigned depth;
};

/* One document being read. */
struct openapi_reader {
    struct openapi *openapi;
    const char *name; /* of the document */
    const cJSON *root;
    struct str where; /* JSON pointer of the operation being read */
    struct str first; /* the first trouble: its place and what it is */
    size_t faults;
    size_t spent; /* work, see openapi_spend */
    struct openapi_task *tasks;
    size_t task_count, task_room;
};

/* Zeroed memory that lives as long as the openapi. */
void *openapi_alloc(struct openapi *openapi, size_t count, size_t size);
const char *openapi_keep(struct openapi *openapi, struct span text);

/* Notes trouble at the present place. */
void openapi_fault(struct openapi_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Counts WORK (members passed, bytes kept): references let a small document ask for a
 * lot of it. False, from then on, when there was too much. */
bool openapi_spend(struct openapi_reader *reader, size_t work);

const cJSON *openapi_member(const cJSON *object, const char *name); /* NULL: absent */
/* Kept copies of members; NULL or 0 where absent or of another type. */
const char *openapi_text(struct openapi_reader *reader, const cJSON *object,
                         const char *name);
const char *openapi_line(struct openapi_reader *reader, const cJSON *object,
                         const char *name); /* its first line alone */
names openapi_names(struct openapi_reader *reader, const cJSON *object,
                    const char *name);
unsigned openapi_count(const cJSON *object, const char *name);
bool openapi_true(const cJSON *object, const char *name);

/* What NODE stands for once its references are followed; NULL where one leads nowhere
 * or they go round in a circle. */
const cJSON *openapi_resolve(struct openapi_reader *reader, const cJSON *node);
/* Reads NODE, a schema, and all within it. */
void openapi_schema(struct openapi_reader *reader, struct schema *target,
                    const cJSON *node);
/* x-succession of an operation, or NULL. */
const struct succession *openapi_succession(struct openapi_reader *reader,
                                            const cJSON *node);
/* The names in an answer of one of RESPONSES, or NULL. */
names openapi_answer(struct openapi_reader *reader, const cJSON *responses);

#endif
