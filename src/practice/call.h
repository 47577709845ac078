/* One call on its way through the practice tenant, and the ways to answer it. */
#ifndef PRACTICE_CALL_H
#define PRACTICE_CALL_H

#include "practice/authority.h"
#include "practice/faults.h"
#include "practice/gate.h"
#include "practice/limits.h"
#include "practice/practice.h"
#include "practice/quota.h"
#include "practice/tenant.h"

/* What those who share a tenant see, have used up, and the faults that they armed:
 * other seats' calls neither count here nor are struck. */
struct seat {
    struct tenant tenant; /* made when it is called first */
    bool opened;
    struct quotas quotas;
    struct cpu_use cpu[CPU_CYCLES];
    struct faults faults;
};

/* Whose words an answer is in. */
enum wording { WORDING_BY_OPERATION, WORDING_MDE, WORDING_XDR, WORDING_GRAPH };

struct practice {
    const struct catalogue *catalogue;
    struct authority authority;
    uint64_t seed;
    unsigned machines;
    struct seat *seats; /* owned */
    unsigned seat_count;
    clock_ms start;
    clock_ms data_start; /* what the data's times are relative to */
    clock_ms action_ms;  /* 0: as long as is usual */
    struct dice dice;    /* tracking IDs */
};

struct call {
    struct practice *practice;
    struct tenant *tenant; /* of the seat, once the token is known; or NULL */
    const struct practice_request *request;
    const struct operation *operation; /* NULL until it is known */
    struct request composed;           /* decoded slots and query options */
    struct str target;                 /* as it came, without /$count and $skiptoken */
    bool count_only;                   /* the path ended with /$count */
    size_t passed; /* items that earlier pages of this list have given */
    cJSON *body;   /* of a JSON request, or NULL */
    const struct now *now;
    cJSON *claims;          /* of the token, once it is known to be good; or NULL */
    unsigned tenant_number; /* that the token is of */
    const struct application *application; /* that the token was made for, or NULL */
    struct seat *seat; /* that of the token's tenant; the first until it is known */
    enum wording wording;
    bool file_exchanged; /* a fault put another file in its place */
    struct practice_answer *answer;
};

/* Makes the tenant of a seat that was not called before. */
void seat_open(const struct practice *practice, struct seat *seat, unsigned number);

const char *call_slot(const struct call *call); /* the path's first value, or "" */
const char *call_query(const struct call *call, const char *name); /* NULL: absent */
/* A member of the body by name. The check has settled its letter case before, so that
 * either documented spelling is found; NULL: absent. */
const cJSON *call_member(const struct call *call, const char *name);
const char *call_text(const struct call *call, const char *name); /* "": absent */

/* Each of these gives the call its answer; the last one stands. */

/* Takes TREE. STATUS 0 means the operation's own success. */
void answer_tree(struct call *call, int status, cJSON *tree);
/* One object of a set with its context; hidden members stay behind. */
void answer_object(struct call *call, enum set set, const cJSON *object);
/* {"value": VALUE} with a context; takes VALUE. */
void answer_value(struct call *call, const char *context, cJSON *value);
/* {} with a context, to be added to. */
cJSON *answer_frame(const struct call *call, const char *context);
void answer_nothing(struct call *call); /* success without a body */
/* An error in the words given. */
void answer_error(struct call *call, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* An error in the words of the published table, with VALUES (may be NULL) in its
 * places. */
void answer_code(struct call *call, const char *code, const char *value,
                 const char *second);
void answer_missing(struct call *call, enum set set, const char *id);
void answer_header(struct call *call, const char *name, const char *value);
/* Plain text, for what is not the API's to say. */
void answer_plain(struct call *call, int status, const char *type, struct span text);
bool call_is_graph(const struct call *call);
/* Where this tenant is reached: "http://127.0.0.1:PORT". Appends. */
void call_base(const struct call *call, struct str *out);
/* A copy without hidden members. */
cJSON *shown_of(const cJSON *object);

#endif
