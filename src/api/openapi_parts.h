/* What the files that read OpenAPI documents share; for them alone. */
#ifndef API_OPENAPI_PARTS_H
#define API_OPENAPI_PARTS_H

#include "api/openapi.h"
#include "json/text.h"
#include "json/tree.h"

#include <cjson/cJSON.h>

/* A description of a value. A value fits one STRAND of them, and there every one. */
struct openapi_source {
    const cJSON *node;
    unsigned strand;
};

/* A schema that is still to be read, and where it stands. */
struct openapi_task {
    size_t first, count; /* of the reader's sources */
    struct schema *target;
    struct schema *properties; /* of the target */
    size_t parent; /* index of the task that asked for it; itself for the first */
    unsigned depth;
};

/* A trouble whose place in the text is still to be found. */
struct openapi_fault {
    const cJSON *node; /* NULL: its line is known */
    struct openapi_trouble trouble;
};

/* A schema that references lead to: read once, however many do. */
struct openapi_known {
    const cJSON *node;
    struct schema *schema;
};

/* What is to become like a known schema once that is read. */
struct openapi_link {
    struct schema *target;
    const struct schema *known;
};

/* Where a reference leads, once it was followed: a place of a hash table. */
struct openapi_reference {
    const cJSON *node; /* "$ref"; NULL: the place is free */
    const cJSON *target;
};

/* One document being read. */
struct openapi_reader {
    struct openapi *openapi;
    const char *document; /* as the user knows it */
    const char *name;     /* of what it describes: "mde" */
    const char *service;  /* title; NULL: one of the products */
    enum product product;
    enum others others; /* where a schema says nothing of further names */
    bool own, siblings; /* siblings: what stands beside a $ref counts (3.1) */
    const cJSON *root;
    struct span text;                 /* what root was read from */
    const struct json_tree *original; /* what the user wrote, where text is that text
                                         mended; or NULL */
    struct openapi_fault *faults;
    size_t fault_count, fault_room, more_faults;
    size_t spent; /* work, see openapi_spend */
    struct openapi_task *tasks;
    size_t task_count, task_room;
    struct openapi_source *sources;
    size_t source_count, source_room;
    struct openapi_known *known;
    size_t known_count, known_room;
    struct openapi_link *links;
    size_t link_count, link_room;
    size_t schemas; /* that were read */
    struct openapi_reference *references;
    size_t reference_count, reference_room; /* room: a power of two */
};

/* What the document was read from, where it had to be mended first. */
struct openapi_source_text {
    struct json_tree tree; /* the user's text */
    struct str mended;
};
/* Sets the reader's text to what can be parsed. */
enum status openapi_read_text(struct openapi_reader *reader, struct span text,
                              struct openapi_source_text *source, struct err *err);
void openapi_source_text_release(struct openapi_source_text *source);

/* Zeroed memory that lives as long as the openapi. */
void *openapi_alloc(struct openapi *openapi, size_t count, size_t size);
const char *openapi_keep(struct openapi *openapi, struct span text);

/* Notes trouble with NODE; the same trouble with the same node counts once. */
void openapi_fault(struct openapi_reader *reader, const cJSON *node, const char *format,
                   ...) __attribute__((format(printf, 3, 4)));
void openapi_fault_at(struct openapi_reader *reader, struct json_place place,
                      const char *what);
/* Finds where the faults are, and makes them troubles of the openapi. */
void openapi_tell_faults(struct openapi_reader *reader);

/* Counts WORK (members passed, bytes kept): references let a small document ask for a
 * lot of it. False, from then on, when there was too much. */
bool openapi_spend(struct openapi_reader *reader, size_t work);

const cJSON *openapi_member(const cJSON *object, const char *name); /* NULL: absent */
/* Kept copies of members; NULL or 0 where absent or of another type. */
const char *openapi_text(struct openapi_reader *reader, const cJSON *object,
                         const char *name);
const char *openapi_line(struct openapi_reader *reader, const cJSON *object,
                         const char *name); /* its first line alone, safe to show */
names openapi_names(struct openapi_reader *reader, const cJSON *object,
                    const char *name);
/* The elements of an array as a list, and of one value; strings as they are, the rest
 * as JSON. NULL: none, or none that is safe to show. */
names openapi_list(struct openapi_reader *reader, const cJSON *array);
const char *openapi_value(struct openapi_reader *reader, const cJSON *value);
unsigned openapi_count(const cJSON *object, const char *name);
bool openapi_true(const cJSON *object, const char *name);
/* Would be shown as it is: a name that isn't could pass for another one. */
bool openapi_safe(struct span text);
/* Notes where a member is of another type than it must be. */
bool openapi_is(struct openapi_reader *reader, const cJSON *object, const char *name,
                cJSON_bool (*is)(const cJSON *), const char *what);

/* What NODE stands for once its references are followed; NULL where one leads nowhere
 * or they go round in a circle. */
const cJSON *openapi_resolve(struct openapi_reader *reader, const cJSON *node);
/* Reads NODE, a schema, and all within it. */
void openapi_schema(struct openapi_reader *reader, struct schema *target,
                    const cJSON *node);
/* x-succession of an operation, or NULL. */
const struct succession *openapi_succession(struct openapi_reader *reader,
                                            const cJSON *node);
/* The schemas of the properties of the objects in a list that one of RESPONSES gives:
 * an object, or NULL. */
const cJSON *openapi_row_properties(struct openapi_reader *reader,
                                    const cJSON *responses);
/* The names in an answer of one of RESPONSES, or NULL. */
names openapi_answer(struct openapi_reader *reader, const cJSON *responses);

/* A value fits one strand of what describes it, and all parts of that strand: allOf and
 * references add parts, anyOf and oneOf make strands. */
enum { OPENAPI_PARTS_MAX = 32, OPENAPI_STRANDS_MAX = 16 };
struct openapi_strand {
    const cJSON *parts[OPENAPI_PARTS_MAX];
    size_t count;
    size_t opened; /* steps of openings that are done */
};
struct openapi_strands {
    struct openapi_strand items[OPENAPI_STRANDS_MAX];
    size_t count;
    bool any; /* more than can be told apart */
};
void openapi_gather(struct openapi_reader *reader, const struct openapi_task *task,
                    struct openapi_strands *strands);
/* Sets what is known of the value itself, beside what the target knows already. Strands
 * that are null alone go. */
void openapi_read_value(struct openapi_reader *reader, struct schema *target,
                        struct openapi_strands *strands);

/* The address that the first of these (lists of servers; NULL: none) names: ORIGIN
 * "https://host", empty where it has none, and its PATH without a slash at its end.
 * Appended. */
void openapi_server(struct openapi_reader *reader, const cJSON *const lists[],
                    size_t count, struct str *origin, struct str *path);

/* One operation, as it stands in a path. */
struct openapi_place {
    const char *template; /* with the server's own path before it */
    const char *server;   /* or NULL */
    const char *method, *word;
    enum effect effect;
    const cJSON *path, *node;
};
void openapi_operation(struct openapi_reader *reader, struct operation *operation,
                       const struct openapi_place *place);
/* Its parameters, those of its path, and the keys that its security asks for. */
void openapi_parameters(struct openapi_reader *reader, struct operation *operation,
                        const struct openapi_place *place);
/* Permissions by its security, where the document names them. */
void openapi_permissions(struct openapi_reader *reader, struct operation *operation,
                         const cJSON *node);
/* The schemes that the operation's security names, one after the other: *AT is 0 at
 * first. NULL: no more. *SCOPES, of the scheme. */
const cJSON *openapi_next_scheme(struct openapi_reader *reader, const cJSON *node,
                                 size_t *at, const cJSON **scopes);

#endif
