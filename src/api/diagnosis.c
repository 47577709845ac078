#include "config.h"

#include "api/diagnosis.h"

#include "api/check.h"
#include "api/diagnosis_parts.h"
#include "api/identifier.h"
#include "api/throttle.h"
#include "base/memory.h"

#include <string.h>

static const struct {
    int status;
    enum diagnosis_class class;
} classes[] = {
    {400, CLASS_REQUEST},    {401, CLASS_AUTH},      {402, CLASS_LICENSE},
    {403, CLASS_PERMISSION}, {404, CLASS_NOT_FOUND}, {407, CLASS_GATEWAY},
    {408, CLASS_GATEWAY},    {409, CLASS_CONFLICT},  {410, CLASS_NOT_FOUND},
    {412, CLASS_CONFLICT},   {423, CLASS_CONFLICT},  {429, CLASS_THROTTLE},
    {502, CLASS_GATEWAY},    {503, CLASS_GATEWAY},   {504, CLASS_GATEWAY},
    {509, CLASS_THROTTLE},
};

enum diagnosis_class
diagnosis_class_of_status(int status)
{
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (classes[i].status == status)
            return classes[i].class;
    if (status >= 500)
        return CLASS_SERVER;
    if (status >= 300)
        return CLASS_REQUEST;
    return status >= 100 ? CLASS_NONE : CLASS_UNKNOWN;
}

enum retry_advice
diagnosis_advice_of_class(enum diagnosis_class class, int status)
{
    switch (class) {
    case CLASS_THROTTLE:
    case CLASS_CONFLICT:
        return status == 412 ? RETRY_AFTER_CHANGE : RETRY_WAIT;
    case CLASS_SERVER:
        return status == 501 ? RETRY_NEVER : RETRY_BACKOFF;
    case CLASS_GATEWAY:
        return status >= 400 && status < 500 && status != 408 ? RETRY_AFTER_CHANGE
                                                              : RETRY_BACKOFF;
    case CLASS_NONE:
        return RETRY_NEVER;
    case CLASS_REQUEST:
    case CLASS_AUTH:
    case CLASS_PERMISSION:
    case CLASS_LICENSE:
    case CLASS_FEATURE:
    case CLASS_NOT_FOUND:
    case CLASS_SIGN_IN:
    case CLASS_TRANSPORT:
    case CLASS_UNKNOWN:
    default:
        return RETRY_AFTER_CHANGE;
    }
}

/* Codes by shape: what a Defender or Graph body calls a code is one; the number or the
 * phrase in another service's body is not, however much it looks like one. */
static void
find_code(struct diagnosis *diagnosis, struct findings *findings)
{
    const struct api_error *error = &findings->error;
    struct span code = str_span(&error->code), inner = str_span(&error->inner_code);
    struct span message = str_span(&error->message);
    if (error->inner_message.p)
        message = str_span(&error->inner_message);
    if (error->shape == SHAPE_SIGN_IN) {
        findings->signed_in = sign_in_by_number(error->sign_in);
        if (!findings->signed_in)
            findings->signed_in = sign_in_by_word(code);
        return;
    }
    if (error->shape == SHAPE_HTML || error->code_is_number)
        return;
    if (inner.n && error_code_known(inner))
        findings->known = error_code_known(inner);
    else if (code.n && error->shape != SHAPE_CONNECTOR)
        findings->known = error_code_known(code);
    int status = findings->known && findings->known->status ? findings->known->status
                                                            : diagnosis->status;
    struct pairs *values = &diagnosis->values;
    if (findings->known || !code.n)
        findings->wording = wording_find(message, status, values);
    if (findings->known && findings->known->pattern_mde && !values->count)
        wording_fits(findings->known->pattern_mde, message, values);
    if (!code.n && findings->wording && findings->wording->code)
        findings->known = error_code_find(span_of(findings->wording->code));
}

static char *
copy_exactly(const struct str *s, size_t *length)
{
    struct str copy = s->p ? str_dup(str_span(s)) : (struct str){0};
    *length = s->n;
    return s->p ? str_take(&copy) : NULL;
}

static void
take_fields(struct diagnosis *diagnosis, struct findings *findings)
{
    struct api_error *error = &findings->error;
    if (!diagnosis->status)
        diagnosis->status = error->status;
    diagnosis->code = copy_exactly(&error->code, &diagnosis->code_length);
    diagnosis->message = copy_exactly(&error->message, &diagnosis->message_length);
    diagnosis->target = copy_exactly(&error->target, &diagnosis->target_length);
    diagnosis->ids = error->ids;
    error->ids = (struct pairs){0};
    identifiers_from_headers(&diagnosis->ids, &findings->exchange->response.headers);
    if (error->inner_message.p)
        pairs_add(&diagnosis->values, SPAN("message"), str_span(&error->inner_message));
}

/* Class and advice: the code decides; a wording or the quota's status only where they
 * say more than it. */
static void
classify(struct diagnosis *diagnosis, const struct findings *findings)
{
    const struct error_code *known = findings->known;
    const struct wording *wording = findings->wording;
    int status = diagnosis->status;
    bool by_code = known && (known->status || !status);
    enum diagnosis_class refined = wording ? wording->class : CLASS_UNKNOWN;
    if (findings->error.shape == SHAPE_SIGN_IN)
        diagnosis->class = CLASS_SIGN_IN;
    else if (status == 429)
        diagnosis->class = CLASS_THROTTLE;
    else if (findings->error.shape == SHAPE_HTML)
        diagnosis->class = CLASS_GATEWAY;
    else if (refined != CLASS_UNKNOWN)
        diagnosis->class = refined;
    else
        diagnosis->class = by_code ? known->class : diagnosis_class_of_status(status);
    diagnosis->retry.advice = diagnosis_advice_of_class(diagnosis->class, status);
    if (findings->signed_in)
        diagnosis->retry.advice = findings->signed_in->advice;
    else if (by_code && diagnosis->class == known->class)
        diagnosis->retry.advice = known->advice;
}

static const char *const html_topics[] = {
    [HTML_UNKNOWN] = "shapes/html",
    [HTML_APPLICATION_GATEWAY] = "shapes/application-gateway",
    [HTML_FRONT_DOOR] = "shapes/front-door",
    [HTML_IIS] = "shapes/iis",
    [HTML_SIGN_IN] = "shapes/sign-in-page",
};

static const char *
topic_of_shape(const struct api_error *error)
{
    struct span message = str_span(&error->message);
    switch ((int)error->shape) {
    case SHAPE_HTML:
        return html_topics[error->origin];
    case SHAPE_MANAGEMENT:
        return "shapes/api-management";
    case SHAPE_CONNECTOR:
        return "shapes/connector";
    case SHAPE_ODATA:
        return "shapes/odata-layer";
    case SHAPE_TEXT:
        if (span_has(message, "KeyError") && span_has(message, "access_token"))
            return "shapes/no-access-token";
        return span_has(message, "[object Object]") ? "shapes/body-lost" : NULL;
    default:
        return error->inner_message.p ? "shapes/json-in-message" : NULL;
    }
}

/* 401 without a body: what its header says. */
static void
read_challenge(struct diagnosis *diagnosis, struct findings *findings)
{
    static const char *const parts[] = {"error", "error_description"};
    const char *header =
        response_header(&findings->exchange->response, "WWW-Authenticate");
    struct span text = span_of(header);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct str key = {0};
        str_addf(&key, "%s=\"", parts[i]);
        size_t at = span_find(text, 0, str_span(&key)), from = at + key.n;
        size_t to = span_find_byte(text, from, '"');
        if (at < text.n && to < text.n)
            pairs_add(&diagnosis->values, span_of(parts[i]), span_sub(text, from, to));
        str_release(&key);
    }
    if (span_has(text, "insufficient_claims"))
        findings->shape_topic = "shapes/claims-challenge";
}

static void
read_answer(struct diagnosis *diagnosis, struct findings *findings)
{
    const struct response *response = &findings->exchange->response;
    diagnosis->status = response->status;
    bool success = response->status >= 100 && response->status < 300;
    if (success)
        findings->shape_topic = diagnosis_success(diagnosis, response);
    if (success && diagnosis->class != CLASS_UNKNOWN) {
        identifiers_from_headers(&diagnosis->ids, &response->headers);
    } else {
        api_error_read(&findings->error, str_span(&response->body));
        take_fields(diagnosis, findings);
        find_code(diagnosis, findings);
        classify(diagnosis, findings);
        findings->shape_topic = topic_of_shape(&findings->error);
        if (response->completeness == RESPONSE_EMPTY && !response->headers.count)
            findings->shape_topic = "shapes/body-lost"; /* a status somebody noted */
        if (diagnosis->status == 401 && !findings->error.weight)
            read_challenge(diagnosis, findings);
        if (!diagnosis->status && findings->error.json && !findings->error.weight)
            findings->shape_topic = diagnosis_data(diagnosis, response);
    }
    const struct error_code *code =
        error_code_find((struct span){diagnosis->code, diagnosis->code_length});
    diagnosis->documented = error_code_documented(code);
    if (findings->known)
        diagnosis->known_as = findings->known->code;
    else if (findings->signed_in)
        diagnosis->known_as = findings->signed_in->name;
    struct response told = *response; /* its lists are borrowed */
    if (!told.status && diagnosis->class == CLASS_THROTTLE)
        told.status = 429; /* the wording says so */
    throttle_read(&diagnosis->retry, &told,
                  findings->context ? findings->context->now : 0);
}

/* What to do about a failure to get any answer. */
static const enum retry_advice transport_advice[] = {
    [TRANSPORT_OK] = RETRY_NEVER,
    [TRANSPORT_DNS] = RETRY_AFTER_CHANGE,
    [TRANSPORT_CONNECT] = RETRY_BACKOFF,
    [TRANSPORT_TLS] = RETRY_AFTER_CHANGE,
    [TRANSPORT_PROXY] = RETRY_AFTER_CHANGE,
    [TRANSPORT_TIMEOUT_CONNECT] = RETRY_BACKOFF,
    [TRANSPORT_TIMEOUT] = RETRY_BACKOFF,
    [TRANSPORT_BROKEN] = RETRY_BACKOFF,
    [TRANSPORT_MALFORMED] = RETRY_AFTER_CHANGE,
    [TRANSPORT_CANCELLED] = RETRY_NEVER,
    [TRANSPORT_SETUP] = RETRY_AFTER_CHANGE,
};

/* Nothing is wrong by what the documentation says: where that spells a name in two
 * ways, the other one may be right. It takes the place of what was said of the name. */
static void
add_alternatives(struct hints *hints, const struct operation *operation,
                 const struct request *request)
{
    struct hints others = {0};
    check_alternatives(&others, operation, request);
    for (size_t i = 0; i < others.count; i++) {
        struct hint *same = NULL;
        for (size_t k = 0; k < hints->count && !same; k++)
            if (strcmp(hints->items[k].where, others.items[i].where) == 0 &&
                hints->items[k].at == others.items[i].at)
                same = &hints->items[k];
        if (same)
            hint_release(same);
        else
            same = hints_add(hints, others.items[i].kind, SEVERITY_INFO);
        *same = others.items[i];
    }
    mem_free(others.items); /* the hints have moved */
    hints_sort(hints);
}

/* Hints from checking the request lead where the request is at fault. */
static void
take_hints(struct diagnosis *diagnosis, const struct findings *findings)
{
    const struct diagnosis_context *context = findings->context;
    bool at_fault =
        diagnosis->class == CLASS_REQUEST || diagnosis->class == CLASS_NOT_FOUND;
    if (!context || !context->request || !at_fault)
        return;
    struct check check = {0};
    const struct operation *operation =
        context->operation ? context->operation : context->request->operation;
    if (context->body_only)
        check_body(&check, context->operation, str_span(&context->request->body));
    else
        check_request(&check, context->request);
    if (!hints_have_error(&check.hints))
        add_alternatives(&check.hints, operation, context->request);
    diagnosis->hints = check.hints;
    check.hints = (struct hints){0};
    check_release(&check);
}

const char *
diagnosis_tracking_id(const struct diagnosis *diagnosis)
{
    if (diagnosis->target && *diagnosis->target)
        return diagnosis->target;
    return diagnosis->class == CLASS_NONE
               ? NULL
               : pairs_get_nocase(&diagnosis->ids, "request-id");
}

void
diagnose(struct diagnosis *diagnosis, const struct exchange *exchange,
         const struct diagnosis_context *context)
{
    struct findings findings = {.exchange = exchange, .context = context};
    *diagnosis = (struct diagnosis){.class = CLASS_UNKNOWN};
    if (exchange->answered)
        read_answer(diagnosis, &findings);
    if (exchange->transport != TRANSPORT_OK &&
        (!exchange->answered || diagnosis->class == CLASS_NONE)) {
        diagnosis->class = CLASS_TRANSPORT;
        diagnosis->retry.advice = transport_advice[exchange->transport];
    }
    struct span own = SPAN("client-request-id");
    identifiers_add(&diagnosis->ids, own,
                    span_of(pairs_get_nocase(&exchange->request.headers, own.p)));
    take_hints(diagnosis, &findings);
    diagnosis_describe(diagnosis, &findings);
    diagnosis_steps(diagnosis, &findings);
    api_error_release(&findings.error);
}

bool
diagnosis_recognised(const struct diagnosis *diagnosis)
{
    return diagnosis->status || diagnosis->code || diagnosis->known_as ||
           diagnosis->ids.count || diagnosis->topic ||
           diagnosis->class != CLASS_UNKNOWN;
}

void
diagnosis_release(struct diagnosis *diagnosis)
{
    mem_free(diagnosis->code);
    mem_free(diagnosis->message);
    mem_free(diagnosis->target);
    pairs_release(&diagnosis->ids);
    pairs_release(&diagnosis->values);
    mem_free(diagnosis->retry.note);
    mem_free(diagnosis->title);
    mem_free(diagnosis->summary);
    texts_release(&diagnosis->causes);
    texts_release(&diagnosis->steps);
    hints_release(&diagnosis->hints);
    *diagnosis = (struct diagnosis){0};
}
