/* Faults that are switched on: what a service, a gateway or a network does of its own
 * accord. Each meets the next calls, or a share of all calls; the same seed strikes the
 * same calls. Their kinds, and how they are written, are in api/fault_kind.h. */
#ifndef PRACTICE_FAULTS_H
#define PRACTICE_FAULTS_H

#include "api/fault_kind.h"
#include "practice/dice.h"

struct call;

struct fault {
    struct fault_order order;
    bool put; /* by PUT: the next one replaces it */
};

struct faults {
    struct fault *items; /* owned */
    size_t count, room;
    struct dice dice; /* which calls a share meets */
};

/* What kind of request a fault may meet. */
enum faults_meet { FAULTS_MEET_CALLS, FAULTS_MEET_TOKENS, FAULTS_MEET_FILES };

void faults_release(struct faults *faults);
void faults_clear(struct faults *faults); /* none is left; the dice go on */
enum status faults_add(struct faults *faults, struct span text, struct err *err);
/* Chooses the fault that meets this call, at most one: true with *FAULT filled. One for
 * the next calls is used up by them. */
bool faults_choose(struct faults *faults, enum faults_meet meet,
                   struct fault_order *fault);
/* A fault that answers in the service's place does so; false where the service still
 * has to. */
bool fault_before(const struct fault_order *fault, struct call *call);
/* What it does to the answer that is there. */
void fault_after(const struct fault_order *fault, struct call *call);

/* The switch at run time, for the calls of the bearer's own seat: POST /practice/faults
 * with a fault as the body adds it, PUT puts it in place of what PUT put before (an
 * empty body: nothing), DELETE takes all away. True: the call was for it,
 * and is answered. */
bool faults_control(struct call *call);

/* What the kinds do; for faults.c. A BEFORE answers, or gives false. */
typedef bool fault_before_fn(struct call *call, const struct fault_order *fault);
typedef void fault_after_fn(struct call *call, const struct fault_order *fault);

/* fault_answers.c: codes, limits, gateways */
fault_before_fn fault_code, fault_quota_minute, fault_quota_hour, fault_retry_date,
    fault_retry_time, fault_graph_429, fault_hunting_cpu, fault_query_timeout,
    fault_live_sessions;
fault_before_fn fault_gateway_502, fault_gateway_503, fault_iis_502, fault_front_door,
    fault_api_management, fault_sign_in_page, fault_redirect;
/* fault_contents.c */
fault_before_fn fault_failed_items, fault_big, fault_gzip_bomb, fault_deep,
    fault_clock_token;
fault_after_fn fault_empty_body, fault_empty_200, fault_partial, fault_escapes,
    fault_gzip_cut, fault_clock_date, fault_duplicate_names, fault_not_utf8,
    fault_cut_json;
/* fault_files.c: files that are fetched by a link */
fault_before_fn fault_link_ended, fault_file_changed;
fault_after_fn fault_file_cut, fault_file_slow, fault_file_damaged;

#endif
