#include "config.h"

#include "practice/practice.h"

#include "api/check.h"
#include "base/memory.h"
#include "practice/actions.h"
#include "practice/call.h"
#include "practice/downloads.h"
#include "practice/handlers.h"
#include "practice/indicators.h"
#include "practice/state.h"

struct practice *
practice_new(const struct practice_setup *setup)
{
    struct practice *practice = mem_alloc(sizeof *practice);
    practice->catalogue = setup->catalogue;
    practice->dice.state = setup->chance;
    practice->seed = setup->seed;
    practice->machines = setup->machines;
    practice->start = practice->data_start = setup->start.wall;
    practice->action_ms = (clock_ms)setup->action_seconds * 1000;
    practice->authority = (struct authority){
        .signer = setup->signer,
        .certificates = setup->certificates,
        .port = setup->port,
        .tenants = setup->seats ? setup->seats : 1,
        .lifetime_s = setup->token_lifetime_s,
    };
    practice->seat_count = practice->authority.tenants;
    practice->seats = mem_alloc(practice->seat_count * sizeof *practice->seats);
    for (unsigned i = 0; i < practice->seat_count; i++) {
        quotas_init(&practice->seats[i].quotas, setup->catalogue->count,
                    setup->quota_calls, setup->quota_seconds);
        practice->seats[i].faults.dice.state = setup->seed + i;
    }
    return practice;
}

void
practice_free(struct practice *practice)
{
    if (!practice)
        return;
    devices_release(&practice->authority.devices);
    for (unsigned i = 0; i < practice->seat_count; i++) {
        if (practice->seats[i].opened)
            tenant_release(&practice->seats[i].tenant);
        quotas_release(&practice->seats[i].quotas);
        faults_release(&practice->seats[i].faults);
    }
    mem_free(practice->seats);
    mem_free(practice);
}

enum status
practice_fault(struct practice *practice, struct span fault, struct err *err)
{
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < practice->seat_count && status == STATUS_OK; i++)
        status = faults_add(&practice->seats[i].faults, fault, err);
    return status;
}

void
practice_answer_release(struct practice_answer *answer)
{
    pairs_release(&answer->headers);
    str_release(&answer->body);
    str_release(&answer->delivery.block);
    str_release(&answer->delivery.tail);
    *answer = (struct practice_answer){0};
}

/* Takes $skiptoken out of the query options: it says how many items the pages before
 * gave. */
static void
take_query(struct call *call, struct span query)
{
    struct span option;
    char separator = '?';
    while (span_next(&query, '&', &option)) {
        struct span value = option, name = {0};
        uint64_t passed;
        span_next(&value, '=', &name);
        if ((span_is_nocase(name, "$skiptoken") ||
             span_is_nocase(name, "%24skiptoken")) &&
            value.p && span_number(value, INT32_MAX, &passed)) {
            call->passed = (size_t)passed;
            continue;
        }
        str_add_byte(&call->target, separator);
        str_add(&call->target, option);
        separator = '&';
    }
}

static void
take_target(struct call *call)
{
    struct span rest = call->request->target, path = {0};
    span_next(&rest, '?', &path);
    static const char *const counts[] = {"/$count", "/%24count"};
    for (size_t i = 0; i < COUNT_OF(counts) && !call->count_only; i++) {
        if (!span_ends(path, counts[i]))
            continue;
        path.n -= span_of(counts[i]).n;
        call->count_only = true;
    }
    str_add(&call->target, path);
    if (rest.p)
        take_query(call, rest);
}

/* Finds the operation, or answers as the service does for addresses that it does not
 * have. */
static bool
find_operation(struct call *call)
{
    take_target(call);
    struct err err;
    if (request_parse(&call->composed, call->practice->catalogue, call->request->method,
                      str_span(&call->target), &err) == STATUS_OK)
        call->operation = call->composed.operation;
    if (call->operation)
        return true;
    struct str base = {0};
    call_base(call, &base);
    answer_error(call, "NotFound",
                 "No HTTP resource was found that matches the request URI '%s%.*s'.",
                 str_text(&base), SPAN_ARG(call->request->target));
    str_release(&base);
    return false;
}

/* This tenant's owners never switched device authenticated scans on. */
static bool
is_enabled(struct call *call)
{
    if (!span_starts_nocase(span_of(call->operation->path),
                            "/api/DeviceAuthenticatedScan"))
        return true;
    answer_code(call, "DisabledFeature", NULL, NULL);
    return false;
}

static bool
content_fits(struct call *call)
{
    const char *wanted = call->operation->content_type;
    const char *sent = pairs_get_nocase(call->request->headers, "Content-Type");
    if (!call->operation->body || !wanted || !call->request->body.n)
        return true;
    if (span_starts_nocase(span_of(sent), wanted))
        return true;
    answer_error(call, "BadRequest",
                 "The request's Content-Type '%s' is not supported; send %s",
                 sent ? sent : "", wanted);
    return false;
}

static const struct hint *
hint_of_kind(const struct hints *hints, enum hint_kind kind)
{
    for (size_t i = 0; i < hints->count; i++)
        if (hints->items[i].kind == kind)
            return &hints->items[i];
    return NULL;
}

/* What the OData layer says of a query option, in its manner. */
static void
add_odata_detail(const struct call *call, const struct check *check, struct str *out)
{
    const struct hint *hint = &check->hints.items[0];
    const char *named = check->predicted_value ? check->predicted_value : "";
    const char *value = pairs_get(&call->composed.query, named);
    if (hint->kind == HINT_SYNTAX && value)
        str_addf(out, "Syntax error at position %zu in '%s'", hint->at, value);
    else if (named[0] != '$')
        str_addf(out, "Could not find a property named '%s'", named);
    else if (hint->found && value && !span_is(span_of(hint->found), named))
        str_addf(out, "Invalid value '%s' for %s", hint->found, named);
    else
        str_addf(out, "The query parameter '%s' is not supported", named);
}

/* The check's rules are the tenant's. */
static void
answer_check(struct call *call, const struct check *check)
{
    struct span code = span_of(check->predicted);
    const struct hint *size = hint_of_kind(&check->hints, HINT_SIZE);
    if (span_is(code, "MaximumBatchSizeExceeded") && size) {
        answer_code(call, check->predicted, size->found, size->expected);
    } else if (span_is(code, "ODataError") && check->hints.count) {
        struct str detail = {0};
        add_odata_detail(call, check, &detail);
        answer_code(call, check->predicted, str_text(&detail), NULL);
        str_release(&detail);
    } else {
        answer_code(call, check->predicted, check->predicted_value, NULL);
    }
}

static bool
passes_check(struct call *call)
{
    struct check check = {0};
    check_request(&check, &call->composed);
    bool passed = !check.predicted;
    if (!passed)
        answer_check(call, &check);
    check_release(&check);
    return passed;
}

static bool
is_json(const struct operation *operation)
{
    return !operation->content_type ||
           span_has(span_of(operation->content_type), "json");
}

static void
serve(struct call *call)
{
    if (!is_enabled(call) || !content_fits(call) || !passes_check(call))
        return;
    if (call->operation->body && is_json(call->operation) && call->request->body.n)
        call->body =
            cJSON_ParseWithLength(call->request->body.p, call->request->body.n);
    actions_advance(call->tenant, call->now);
    indicators_expire(call->tenant, call->now->wall);
    const struct handler *handler = handler_find(call->operation);
    handler->handle(call, handler);
}

void
seat_open(const struct practice *practice, struct seat *seat, unsigned number)
{
    tenant_init_numbered(&seat->tenant, number, practice->seed, practice->machines,
                         practice->data_start);
    if (practice->action_ms)
        seat->tenant.action_ms = practice->action_ms;
    seat->opened = true;
}

static void
take_seat(struct call *call)
{
    struct practice *practice = call->practice;
    struct seat *seat = &practice->seats[call->tenant_number];
    if (!seat->opened)
        seat_open(practice, seat, call->tenant_number);
    call->seat = seat;
    call->tenant = &seat->tenant;
}

/* Faults of the network and of gateways meet files as well. */
static void
serve_file(struct call *call)
{
    struct fault_order fault;
    take_seat(call);
    bool faulty = faults_choose(&call->seat->faults, FAULTS_MEET_FILES, &fault);
    if (!faulty || !fault_before(&fault, call))
        download_answer(call);
    if (faulty)
        fault_after(&fault, call);
}

static void
handle(struct call *call)
{
    if (!gate_place(call))
        return;
    if (call->request->too_large) {
        answer_error(call, "BadRequest", "The request body is larger than %d MiB",
                     PRACTICE_BODY_MAX / 1024 / 1024);
        return;
    }
    bool good;
    if (download_asked(call, &good)) {
        if (good)
            serve_file(call);
        return;
    }
    if (authority_handle(call) || !gate_token(call))
        return;
    take_seat(call);
    if (state_control(call) || faults_control(call) || !find_operation(call) ||
        !gate_audience(call) || !gate_permissions(call) || !limit_calls(call))
        return;
    call->composed.has_body = call->request->body.n > 0;
    str_set(&call->composed.body, call->request->body);
    struct fault_order fault;
    bool faulty = faults_choose(&call->seat->faults, FAULTS_MEET_CALLS, &fault);
    if (!faulty || !fault_before(&fault, call))
        serve(call);
    if (faulty)
        fault_after(&fault, call);
}

void
practice_handle(struct practice *practice, const struct practice_request *request,
                const struct now *now, struct practice_answer *answer)
{
    struct call call = {
        .practice = practice,
        .seat = &practice->seats[0],
        .request = request,
        .now = now,
        .answer = answer,
    };
    handle(&call);
    answer_header(&call, "Cache-Control", "no-store");
    answer_header(&call, "Cross-Origin-Resource-Policy", "same-origin");
    answer_header(&call, "X-Content-Type-Options", "nosniff");
    cJSON_Delete(call.body);
    cJSON_Delete(call.claims);
    request_release(&call.composed);
    str_release(&call.target);
    if (call.tenant)
        tenant_settle(call.tenant);
}

const char *
call_slot(const struct call *call)
{
    return call->composed.slots.count ? call->composed.slots.items[0].value : "";
}

const char *
call_query(const struct call *call, const char *name)
{
    return pairs_get_nocase(&call->composed.query, name);
}

/* Other spellings that the documentation has of a body name, or NULL. */
static names
other_names(const struct call *call, const char *name)
{
    const struct schema *body = call->operation->body;
    for (unsigned i = 0; body && i < body->property_count; i++)
        if (span_is_nocase(span_of(name), body->properties[i].name))
            return body->properties[i].also_written;
    return NULL;
}

const cJSON *
call_member(const struct call *call, const char *name)
{
    const cJSON *member = object_get(call->body, name);
    if (member || !call->body)
        return member;
    cJSON_ArrayForEach(member, call->body)
    {
        if (span_is_nocase(span_of(member->string), name))
            return member;
    }
    for (names other = other_names(call, name); other && *other; other++)
        if ((member = object_get(call->body, *other)))
            return member;
    return NULL;
}

const char *
call_text(const struct call *call, const char *name)
{
    const char *text = cJSON_GetStringValue(call_member(call, name));
    return text ? text : "";
}
