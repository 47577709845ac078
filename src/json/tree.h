/* A document of moderate size (request bodies, error bodies) as nodes that point into
 * its text, and a lenient reader: it notes each fault against RFC 8259, guesses what
 * was meant and goes on, so that names and places after a fault can still be told.
 * Larger answers are for document.h. */
#ifndef JSON_TREE_H
#define JSON_TREE_H

#include "base/str.h"
#include "json/scan.h"

enum json_kind {
    JSON_KIND_OBJECT,
    JSON_KIND_ARRAY,
    JSON_KIND_STRING,
    JSON_KIND_NUMBER,
    JSON_KIND_TRUE,
    JSON_KIND_FALSE,
    JSON_KIND_NULL,
    JSON_KIND_BROKEN, /* stands where a value belongs and none could be read */
};

#define JSON_NONE UINT32_MAX

struct json_node {
    enum json_kind kind;
    uint32_t parent, first, next; /* indexes into nodes, or JSON_NONE */
    uint32_t count;               /* of children */
    size_t name_at, name_length;  /* raw, quotes included where it has them; length 0 in
                                     arrays and for the root */
    size_t at, length;            /* the value's bytes */
};

struct json_tree {
    struct span text;        /* borrowed: outlives the tree */
    struct json_node *nodes; /* [0] is the root; owned */
    uint32_t count;
    size_t room;
    struct json_fault *faults; /* in order of place; owned */
    size_t fault_count, fault_room;
    bool
        cut_short; /* a limit (nodes, faults, depth) was met: the rest is not in here */
};

/* Reads all of TEXT. No faults means that a strict reader takes it too. */
void json_tree_read(struct json_tree *tree, struct span text);
void json_tree_release(struct json_tree *tree);

struct span json_node_raw(const struct json_tree *tree, const struct json_node *node);
struct span json_node_name(const struct json_tree *tree,
                           const struct json_node *node); /* raw */
/* The name or string value, decoded into OUT (cleared first). */
void json_node_decoded_name(const struct json_tree *tree, const struct json_node *node,
                            struct str *out);
void json_node_decoded(const struct json_tree *tree, const struct json_node *node,
                       struct str *out);
/* The child of that exact name (the last, as parsers take it), or NULL. */
const struct json_node *json_node_member(const struct json_tree *tree,
                                         const struct json_node *object,
                                         const char *name);
const struct json_node *json_node_first(const struct json_tree *tree,
                                        const struct json_node *node);
const struct json_node *json_node_next(const struct json_tree *tree,
                                       const struct json_node *node);
/* RFC 6901 pointer of a node, appended. */
void json_node_pointer(const struct json_tree *tree, const struct json_node *node,
                       struct str *out);
/* Mends every fault whose cure is certain (comma, quotes, comments, line breaks, BOM,
 * words); every other byte stays. Gives the number mended. */
size_t json_tree_mend(const struct json_tree *tree, struct str *out);
/* The cure of one fault, where it is certain: OUT, appended, takes the place of *LENGTH
 * bytes at *AT. */
bool json_fault_cure(const struct json_tree *tree, const struct json_fault *fault,
                     size_t *at, size_t *length, struct str *out);

#endif
