#include "config.h"

#include "practice/faults.h"

#include "base/memory.h"
#include "base/text.h"
#include "practice/call.h"

static void
slow_first_byte(struct call *call, const struct fault_order *fault)
{
    call->answer->delivery.first_byte_ms = fault->argument;
}

static void
slow_body(struct call *call, const struct fault_order *fault)
{
    call->answer->delivery.piece_ms = fault->argument;
}

static void
cut_body(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    call->answer->delivery.half = true;
}

static void
reset_body(struct call *call, const struct fault_order *fault)
{
    cut_body(call, fault);
    call->answer->delivery.reset = true;
}

static void
no_answer(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    str_clear(&call->answer->body);
    call->answer->delivery.bare = true;
}

static void
reset(struct call *call, const struct fault_order *fault)
{
    no_answer(call, fault);
    call->answer->delivery.reset = true;
}

static void
not_http(struct call *call, const struct fault_order *fault)
{
    no_answer(call, fault);
    str_add_text(&call->answer->body, "220 practice.example ready for mail\r\n");
}

static void
length_too_long(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    call->answer->delivery.length_off = 100;
}

static void
length_too_short(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    call->answer->delivery.length_off = -(int)(call->answer->body.n / 2);
}

static const struct {
    fault_before_fn *before; /* or NULL */
    fault_after_fn *after;   /* or NULL */
} deeds[FAULT_COUNT] = {
    [FAULT_CODE] = {fault_code, NULL},
    [FAULT_QUOTA_MINUTE] = {fault_quota_minute, NULL},
    [FAULT_QUOTA_HOUR] = {fault_quota_hour, NULL},
    [FAULT_RETRY_DATE] = {fault_retry_date, NULL},
    [FAULT_RETRY_TIME] = {fault_retry_time, NULL},
    [FAULT_GRAPH_429] = {fault_graph_429, NULL},
    [FAULT_HUNTING_CPU] = {fault_hunting_cpu, NULL},
    [FAULT_QUERY_TIMEOUT] = {fault_query_timeout, NULL},
    [FAULT_LIVE_SESSIONS] = {fault_live_sessions, NULL},
    [FAULT_SLOW_FIRST_BYTE] = {NULL, slow_first_byte},
    [FAULT_SLOW_BODY] = {NULL, slow_body},
    [FAULT_CUT_BODY] = {NULL, cut_body},
    [FAULT_RESET] = {NULL, reset},
    [FAULT_RESET_BODY] = {NULL, reset_body},
    [FAULT_NO_ANSWER] = {NULL, no_answer},
    [FAULT_LENGTH_TOO_LONG] = {NULL, length_too_long},
    [FAULT_LENGTH_TOO_SHORT] = {NULL, length_too_short},
    [FAULT_NOT_HTTP] = {NULL, not_http},
    [FAULT_GATEWAY_502] = {fault_gateway_502, NULL},
    [FAULT_GATEWAY_503] = {fault_gateway_503, NULL},
    [FAULT_IIS_502] = {fault_iis_502, NULL},
    [FAULT_FRONT_DOOR] = {fault_front_door, NULL},
    [FAULT_API_MANAGEMENT] = {fault_api_management, NULL},
    [FAULT_SIGN_IN_PAGE] = {fault_sign_in_page, NULL},
    [FAULT_REDIRECT] = {fault_redirect, NULL},
    [FAULT_EMPTY_BODY] = {NULL, fault_empty_body},
    [FAULT_EMPTY_200] = {NULL, fault_empty_200},
    [FAULT_PARTIAL] = {NULL, fault_partial},
    [FAULT_FAILED_ITEMS] = {fault_failed_items, NULL},
    [FAULT_ESCAPES] = {NULL, fault_escapes},
    [FAULT_BIG] = {fault_big, NULL},
    [FAULT_GZIP_BOMB] = {fault_gzip_bomb, NULL},
    [FAULT_GZIP_CUT] = {NULL, fault_gzip_cut},
    [FAULT_CLOCK_AHEAD] = {fault_clock_token, fault_clock_date},
    [FAULT_CLOCK_BEHIND] = {fault_clock_token, fault_clock_date},
    [FAULT_DEEP] = {fault_deep, NULL},
    [FAULT_DUPLICATE_NAMES] = {NULL, fault_duplicate_names},
    [FAULT_NOT_UTF8] = {NULL, fault_not_utf8},
    [FAULT_CUT_JSON] = {NULL, fault_cut_json},
    [FAULT_FILE_CUT] = {NULL, fault_file_cut},
    [FAULT_FILE_SLOW] = {NULL, fault_file_slow},
    [FAULT_FILE_DAMAGED] = {NULL, fault_file_damaged},
    [FAULT_FILE_CHANGED] = {fault_file_changed, NULL},
    [FAULT_LINK_ENDED] = {fault_link_ended, NULL},
};

void
faults_clear(struct faults *faults)
{
    faults->count = 0;
}

void
faults_release(struct faults *faults)
{
    mem_free(faults->items);
    *faults = (struct faults){0};
}

enum status
faults_add(struct faults *faults, struct span text, struct err *err)
{
    struct fault_order order;
    enum status status = fault_order_read(&order, text, err);
    if (status != STATUS_OK)
        return status;
    ARRAY_GROW(faults->items, faults->count, faults->room);
    faults->items[faults->count++] = (struct fault){.order = order};
    return STATUS_OK;
}

static bool
meets(enum fault_group group, enum faults_meet meet)
{
    if (meet == FAULTS_MEET_FILES)
        return group == FAULTS_FILE || group == FAULTS_NETWORK ||
               group == FAULTS_GATEWAY;
    return group != FAULTS_FILE &&
           (group == FAULTS_SIGN_IN) == (meet == FAULTS_MEET_TOKENS);
}

bool
faults_choose(struct faults *faults, enum faults_meet meet, struct fault_order *fault)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct fault_order *one = &faults->items[i].order;
        if (!meets(one->kind.group, meet))
            continue;
        if (one->share && !dice_chance(&faults->dice, one->share))
            continue;
        *fault = *one;
        if (one->share || --one->times)
            return true;
        faults->count--;
        for (; i < faults->count; i++)
            faults->items[i] = faults->items[i + 1];
        return true;
    }
    return false;
}

bool
fault_before(const struct fault_order *fault, struct call *call)
{
    fault_before_fn *before = deeds[fault->kind.id].before;
    return before && before(call, fault);
}

void
fault_after(const struct fault_order *fault, struct call *call)
{
    fault_after_fn *after = deeds[fault->kind.id].after;
    if (after)
        after(call, fault);
}

/* The body: a fault as it is written, or JSON with it as the member "fault". */
static enum status
add_sent(struct faults *faults, struct span body, struct err *err)
{
    cJSON *tree = cJSON_ParseWithLength(body.p, body.n);
    const char *text = cJSON_IsObject(tree) ? object_text(tree, "fault") : NULL;
    enum status status =
        faults_add(faults, text ? span_of(text) : span_trim(body), err);
    cJSON_Delete(tree);
    return status;
}

static enum status
put_sent(struct faults *faults, struct span body, struct err *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < faults->count; i++)
        if (!faults->items[i].put)
            faults->items[kept++] = faults->items[i];
    faults->count = kept;
    enum status status = body.n ? add_sent(faults, body, err) : STATUS_OK;
    if (faults->count == kept)
        return status;
    struct fault put = {.order = faults->items[kept].order, .put = true};
    for (size_t i = kept; i > 0; i--) /* it goes before those that stand */
        faults->items[i] = faults->items[i - 1];
    faults->items[0] = put;
    return status;
}

bool
faults_control(struct call *call)
{
    struct faults *faults = &call->seat->faults;
    struct err err = {0};
    struct span method = call->request->method, body = call->request->body;
    bool put = span_is(method, "PUT");
    if (!call->application || call->application != &applications[0] ||
        !span_is(call->request->target, "/practice/faults"))
        return false;
    if (span_is(method, "DELETE"))
        faults_clear(faults);
    else if (!put && !span_is(method, "POST"))
        return false;
    else if ((put ? put_sent : add_sent)(faults, body, &err) != STATUS_OK) {
        answer_plain(call, 400, "text/plain; charset=utf-8", span_of(err.text));
        return true;
    }
    answer_plain(call, 204, "text/plain; charset=utf-8", SPAN(""));
    return true;
}
