/* The practice tenant's answers and error bodies. */
#include "config.h"

#include "api/error_code.h"
#include "practice/call.h"

cJSON *
shown_of(const cJSON *object)
{
    cJSON *copy = cJSON_Duplicate(object, true);
    cJSON *member = copy ? copy->child : NULL;
    while (member) {
        cJSON *next = member->next;
        if (member->string && member->string[0] == '.')
            cJSON_Delete(cJSON_DetachItemViaPointer(copy, member));
        member = next;
    }
    return copy;
}

void
call_base(const struct call *call, struct str *out)
{
    const char *host = pairs_get_nocase(call->request->headers, "Host");
    str_addf(out, "http://%s", host ? host : "127.0.0.1");
}

void
answer_header(struct call *call, const char *name, const char *value)
{
    pairs_add(&call->answer->headers, span_of(name), span_of(value));
}

void
answer_plain(struct call *call, int status, const char *type, struct span text)
{
    practice_answer_release(call->answer);
    call->answer->status = status;
    answer_header(call, "Content-Type", type);
    str_set(&call->answer->body, text);
}

static int
success_of(const struct call *call)
{
    const unsigned short *success = call->operation ? call->operation->success : NULL;
    return success && *success ? *success : 200;
}

void
answer_tree(struct call *call, int status, cJSON *tree)
{
    char *text = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    answer_plain(call, status ? status : success_of(call),
                 "application/json; odata.metadata=minimal; charset=utf-8",
                 span_of(text));
    answer_header(call, "OData-Version", "4.0");
    cJSON_free(text);
}

static cJSON *
context_of(const struct call *call, const char *name, const char *suffix)
{
    struct str text = {0};
    call_base(call, &text);
    bool graph = call->operation && call->operation->product == PRODUCT_GRAPH;
    str_addf(&text, "%s/$metadata#%s%s", graph ? "/v1.0" : "/api", name, suffix);
    cJSON *context = cJSON_CreateString(str_text(&text));
    str_release(&text);
    return context;
}

void
answer_object(struct call *call, enum set set, const cJSON *object)
{
    cJSON *tree = OBJECT(
        m_tree("@odata.context", context_of(call, set_facts[set].context, "/$entity")));
    object_move(tree, shown_of(object));
    answer_tree(call, 0, tree);
}

cJSON *
answer_frame(const struct call *call, const char *context)
{
    return OBJECT(m_tree("@odata.context", context_of(call, context, "")));
}

void
answer_value(struct call *call, const char *context, cJSON *value)
{
    cJSON *tree = answer_frame(call, context);
    object_set(tree, "value", value);
    answer_tree(call, 0, tree);
}

void
answer_nothing(struct call *call)
{
    practice_answer_release(call->answer);
    call->answer->status = success_of(call);
}

static enum wording
wording_of(const struct call *call)
{
    if (call->wording != WORDING_BY_OPERATION)
        return call->wording;
    if (!call->operation)
        return span_starts(call->request->target, "/v1.0/") ? WORDING_GRAPH
                                                            : WORDING_MDE;
    return call->operation->product == PRODUCT_GRAPH ? WORDING_GRAPH
           : call->operation->product == PRODUCT_XDR ? WORDING_XDR
                                                     : WORDING_MDE;
}

bool
call_is_graph(const struct call *call)
{
    return wording_of(call) == WORDING_GRAPH;
}

/* Defender's own envelope; Graph keeps its identifiers one level down. */
static cJSON *
error_tree(struct call *call, const char *code, const char *message)
{
    struct str id = {0};
    dice_add_guid(&call->practice->dice, &id);
    cJSON *error = OBJECT(m_text("code", code), m_text("message", message));
    if (call_is_graph(call)) {
        struct str date = {0}; /* Graph writes UTC without a zone */
        clock_add_rfc3339(&date, call->now->wall);
        str_cut(&date, span_find_byte(str_span(&date), 0, '.'));
        const char *client =
            pairs_get_nocase(call->request->headers, "client-request-id");
        object_set(
            error, "innerError",
            OBJECT(m_text("date", str_text(&date)), m_text("request-id", str_text(&id)),
                   m_text("client-request-id", client ? client : str_text(&id))));
        str_release(&date);
    } else {
        object_set_text(error, "target", str_text(&id));
    }
    str_release(&id);
    return OBJECT(m_tree("error", error));
}

static void
answer_message(struct call *call, const char *code, const char *message)
{
    const struct error_code *known = error_code_known(span_of(code));
    answer_tree(call, known && known->status ? known->status : 400,
                error_tree(call, code, message));
}

void
answer_error(struct call *call, const char *code, const char *format, ...)
{
    struct str message = {0};
    va_list args;
    va_start(args, format);
    str_addv(&message, format, args);
    va_end(args);
    answer_message(call, code, str_text(&message));
    str_release(&message);
}

/* Appends PATTERN with its "{...}" replaced by VALUES in turn. */
static void
add_filled(struct str *out, struct span pattern, const char *const values[2])
{
    size_t used = 0;
    while (pattern.n) {
        size_t open = span_find_byte(pattern, 0, '{');
        str_add(out, span_sub(pattern, 0, open));
        if (open == pattern.n)
            return;
        if (used < 2 && values[used])
            str_add_text(out, values[used]);
        used++;
        size_t close = span_find_byte(pattern, open, '}');
        pattern = span_from(pattern, close + 1 < pattern.n ? close + 1 : pattern.n);
    }
}

void
answer_code(struct call *call, const char *code, const char *value, const char *second)
{
    const struct error_code *known = error_code_find(span_of(code));
    bool xdr = known && known->xdr && wording_of(call) == WORDING_XDR;
    const char *pattern = !known ? NULL : xdr ? known->pattern_xdr : known->pattern_mde;
    struct str message = {0};
    add_filled(&message, span_of(pattern), (const char *const[2]){value, second});
    answer_message(call, code, str_text(&message));
    str_release(&message);
}

void
answer_missing(struct call *call, enum set set, const char *id)
{
    answer_error(call, "ResourceNotFound", "%s %s was not found", set_facts[set].noun,
                 id);
}
