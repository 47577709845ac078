/* The pieces of the check, for its own files alone. Hints are appended unsorted; each
 * piece borrows everything else. */
#ifndef API_CHECK_PARTS_H
#define API_CHECK_PARTS_H

#include "api/check.h"
#include "api/formats.h"
#include "json/tree.h"

/* More findings than this in one body are not looked for. */
enum { CHECK_HINTS_MAX = 1000 };

/* A body while it is checked. */
struct body {
    struct hints *hints;
    const struct operation *operation;
    const struct json_tree *tree;
    /* for each node: what the catalogue says of it (NULL: nothing), and its place among
     * its siblings; owned by check_body */
    struct expectation {
        const struct schema *schema;
        uint32_t index;
    } * expected;
    struct str text;   /* scratch: a decoded name or value */
    bool lossy;        /* names may be there that the reader could not tell */
    bool alternatives; /* tell every name that the documentation spells in two ways */
};

enum part { PART_NAME, PART_VALUE };

/* A hint about a node's name or value: where, at and length are set. */
struct hint *body_hint(struct body *body, enum hint_kind kind, enum severity severity,
                       const struct json_node *node, enum part part);
uint32_t body_index(const struct body *body, const struct json_node *node);
/* Enough has been found. */
bool body_full(const struct body *body);
/* RFC 6901 pointer of a node, appended. */
void body_pointer(const struct body *body, const struct json_node *node,
                  struct str *out);
/* The member of an object that stands for a property of its schema, or NULL; an object
 * that can't have it is asked for its parent's. */
const struct json_node *body_member(const struct body *body,
                                    const struct json_node *object, const char *name);

/* Type, enumeration, format and size of one value. Children are not looked at; a value
 * of a wrong type loses its expectation. */
void check_value(struct body *body, const struct json_node *node);
/* An object's names: those that are wrong, double or missing; then its values. */
void check_object(struct body *body, const struct json_node *object);
/* The format alone, of a string that body->text holds decoded. */
void check_format(struct body *body, const struct schema *schema, const char *format,
                  const struct json_node *node);
/* Found, expected and the sentence of a value that WHO takes in a format. */
void check_say_format(struct hint *hint, const char *who, const char *format,
                      struct span value, const struct format_finding *finding);
/* "Full | Selective", appended. */
void check_list_values(struct str *out, names list);
/* "Full, Selective or UnManagedDevice", for a sentence; appended. */
void check_say_values(struct str *out, names list);
/* An object's values against each other. */
void check_combinations(struct body *body, const struct json_node *object);
/* The cure of an object that lacks a name: the name, with a value to start from. */
void check_fill(struct hint *hint, const struct json_tree *tree,
                const struct json_node *object, const struct schema *property);
/* One hint for each fault against RFC 8259. */
void check_syntax(struct hints *hints, const struct json_tree *tree,
                  const struct operation *operation);

/* Appends all that is to say of a body (empty: there is none). Without OPERATION only
 * the syntax is looked at. */
void check_body_into(struct hints *hints, const struct operation *operation,
                     struct span text);
void check_body_alternatives(struct hints *hints, const struct operation *operation,
                             struct span text);
bool check_takes_json(const struct operation *operation);
/* Sorts the hints and tells what the service would answer. */
void check_conclude(struct check *check, const struct operation *operation);

/* Route, host and path slots; query options; headers that must be there. */
void check_path(struct hints *hints, const struct request *request);
void check_query(struct hints *hints, const struct request *request);
/* A whole number below zero. */
bool check_is_negative(struct span value);
void check_headers(struct hints *hints, const struct request *request);

#endif
