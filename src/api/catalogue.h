/* Every operation that the program knows: constant tables made from the OpenAPI
 * documents in catalog/ (or read from such a document at run time, see openapi.h).
 * Nothing here is owned by its reader. */
#ifndef API_CATALOGUE_H
#define API_CATALOGUE_H

#include "base/span.h"

enum product { PRODUCT_MDE, PRODUCT_XDR, PRODUCT_GRAPH, PRODUCT_OTHER };
enum effect { EFFECT_READ, EFFECT_CHANGE, EFFECT_DESTRUCTIVE };
enum value_type {
    TYPE_ANY,
    TYPE_STRING,
    TYPE_INTEGER,
    TYPE_NUMBER,
    TYPE_BOOLEAN,
    TYPE_OBJECT,
    TYPE_ARRAY,
};
enum place { PLACE_PATH, PLACE_QUERY, PLACE_HEADER };

/* What is known of names that an object's description doesn't list. */
enum others {
    OTHERS_REFUSED, /* they are refused */
    OTHERS_UNSAID,  /* nobody says so */
    OTHERS_TAKEN,   /* they are taken */
};

/* Lists of strings end with NULL; an absent list is NULL. */
typedef const char *const *names;

/* In an API of the user's own, an object may contain itself: whoever goes through it
 * needs a limit. */
struct schema {
    const char
        *name; /* exact; NULL for elements of an array and for a body as a whole */
    enum value_type type;
    const char *format; /* sha1 sha256 md5 hash ip domain url guid machine-id date-time
                           cve binary, or NULL */
    const char *what;   /* one line in our words, or NULL */
    names values;       /* enumeration, or NULL */
    names also_values;  /* further values that some page of the documentation gives, or
                           NULL */
    names also_written; /* other spellings of the name that the documentation gives, or
                           NULL */
    bool required, nullable;
    unsigned max_items, max_length; /* 0: none known */
    unsigned min_items, min_length;
    unsigned maximum;     /* of a number; 0: none known */
    enum others others;   /* of an object */
    const char *standard; /* the value that is taken where none is given, or NULL: a
                             string as it is, anything else as JSON */
    const char *example;  /* likewise */
    const struct schema *properties; /* of an object */
    unsigned property_count;
    const struct schema *items; /* of an array */
};

/* "determination X is allowed only when classification is Y": for VALUE of name BY,
 * name NAME takes ALLOWED */
struct combination {
    const char *name, *by, *value;
    names allowed;
    names also_allowed; /* only an example in the documentation has these; or NULL */
};

struct parameter {
    enum place in;
    struct schema schema; /* name, type, format, required, values */
};

struct odata {
    names options;    /* "$filter", "$top", ... */
    names filterable; /* exact property names that $filter and $orderby take; NULL: not
                         told */
    names also_filterable; /* other spellings of these in the documentation, or NULL */
    names expandable;
    const struct schema *properties; /* filterable ones that the answer describes */
    unsigned property_count;
    unsigned max_top, page_size; /* 0: not told */
};

enum change_kind {
    CHANGE_PLACE,     /* where in the request something stands */
    CHANGE_OPERATION, /* what stands at place FROM is taken by the operation TO */
    CHANGE_PROPERTY,  /* in $filter and its like */
    CHANGE_VALUE,     /* FROM, of the name OF */
    CHANGE_ADD,       /* place FROM of the successor needs TO to answer as before */
    CHANGE_ANSWER,    /* a name in the answer */
};

/* What something of an operation is called in the one that replaces it. Places are
 * written as hints write them: "path:id", "query:$filter", "/comment". */
struct change {
    enum change_kind kind;
    const char *of;   /* of a value: the name that has it, anywhere; else NULL */
    const char *from; /* exact */
    const char *to;   /* NULL: it has no place there */
};

/* What differs in more than the case of letters; the rest is told by the names. */
struct succession {
    const struct change *changes;
    unsigned count;
    names notes; /* what else is different, a sentence each; or NULL */
};

struct operation {
    const char *id; /* isolateMachine */
    enum product product;
    const char *source;  /* name of the document that it comes from: "mde" */
    const char *service; /* title of an API that is none of the products; or NULL */
    const char *server;  /* its host by the document: "https://host[:port]"; or NULL */
    const char *title;   /* in our words: "Isolate machine" */
    const char *group;   /* "Machine actions" */
    const char *what;    /* one or two sentences in our words, or NULL */
    const char *method;
    const char *path; /* template: /api/machines/{id}/isolate */
    enum effect effect;
    names permissions_application, permissions_delegated;
    const char *portal_role;       /* or NULL */
    unsigned per_minute, per_hour; /* 0: not told */
    const struct parameter *parameters;
    unsigned parameter_count;
    const char *content_type;  /* of the body, or NULL */
    const struct schema *body; /* or NULL */
    const struct combination *combinations;
    unsigned combination_count;
    const struct odata *odata;     /* or NULL */
    const unsigned short *success; /* ends with 0 */
    names answer; /* names in its answer: "id", "value[].comments[].createdBy"; or NULL
                   */
    names contradictions; /* where the documentation disagrees with itself, a sentence
                             each, or NULL */
    names platforms;      /* OS platforms that the operation takes, or NULL for any */
    const char
        *client_version; /* lowest Windows version that takes it (1709), or NULL */
    const char *documentation; /* address of its page, or NULL */
    const char *successor;     /* id of the operation that replaces it, or NULL */
    const char *retires;       /* when, in words, or NULL */
    const struct succession *succession; /* how it differs from that, or NULL */
    bool preview;
};

struct catalogue {
    const struct operation *operations; /* by product, group, then as documented */
    unsigned count;
};

const struct catalogue *catalogue_builtin(void);
/* What is known of a property that the list's $filter takes; NULL: nothing. */
const struct schema *odata_property(const struct odata *odata, struct span name);
const struct operation *catalogue_find(const struct catalogue *catalogue,
                                       struct span id); /* exact */
/* The id that was most likely meant, or NULL (for "did you mean"). */
const struct operation *catalogue_nearest(const struct catalogue *catalogue,
                                          struct span id);

/* Values of the path slots, as they stood in the path (still percent-encoded; borrowed
 * from it). */
enum { CATALOGUE_SLOTS = 8 };
struct slot_value {
    struct span name, value;
};
struct route {
    const struct operation *operation; /* or NULL */
    struct slot_value slots[CATALOGUE_SLOTS];
    unsigned slot_count;
    const struct operation
        *other_method; /* the path fits, the method doesn't; or NULL */
};
/* Finds the operation for a method and a path (no query; an optional version segment
 * after /api is skipped). Fixed segments compare without case, as the service does. The
 * path that has most fixed text wins, then the method is compared: POST .../findbytag
 * is the wrong method, and no machine of that name. PRODUCT_OTHER: any product. */
struct route catalogue_route(const struct catalogue *catalogue, enum product product,
                             struct span method, struct span path);

const char *product_name(enum product product); /* "mde", "xdr", "graph", "other" */
enum product product_named(struct span name);   /* PRODUCT_OTHER for every other name */
const char *product_title(enum product product); /* "Defender for Endpoint" */
/* The same, or the API's own title. */
const char *operation_product(const struct operation *operation);
const char *effect_name(enum effect effect);
const char *value_type_name(enum value_type type);

#endif
