#include "config.h"

#include "practice/faults.h"

#include "base/memory.h"
#include "base/text.h"
#include "practice/call.h"

#include <stdio.h>

struct fault_kind {
    const char *name;
    unsigned usual, most; /* the argument; most 0: takes none */
    void (*before)(struct call *call, unsigned argument); /* answers; or NULL */
    void (*after)(struct call *call, unsigned argument);  /* changes the answer */
};

static void
server_error(struct call *call, unsigned argument)
{
    (void)argument;
    answer_code(call, "InternalServerError", NULL, NULL);
}

/* As an application gateway words it. */
static void
gateway(struct call *call, int status, const char *reason)
{
    struct str page = {0};
    str_addf(&page,
             "<html>\r\n<head><title>%d %s</title></head>\r\n<body>\r\n"
             "<center><h1>%d %s</h1></center>\r\n<hr><center>Practice-Gateway/v2"
             "</center>\r\n</body>\r\n</html>\r\n",
             status, reason, status, reason);
    answer_plain(call, status, "text/html", str_span(&page));
    str_release(&page);
}

static void
gateway_502(struct call *call, unsigned argument)
{
    (void)argument;
    gateway(call, 502, "Bad Gateway");
}

static void
gateway_503(struct call *call, unsigned argument)
{
    gateway(call, 503, "Service Unavailable");
    if (argument) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%u", argument);
        answer_header(call, "Retry-After", seconds);
    }
}

static void
throttled(struct call *call, unsigned argument)
{
    answer_code(call, "TooManyRequests", NULL, NULL);
    if (argument) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%u", argument);
        answer_header(call, "Retry-After", seconds);
    }
}

static void
big(struct call *call, unsigned megabytes)
{
    struct dice dice = {megabytes};
    struct str list = str_of("{\"value\":[");
    for (unsigned i = 0; list.n < (size_t)megabytes * 1000 * 1000; i++) {
        str_addf(&list, "%s{\"id\":\"", i ? "," : "");
        dice_add_hex(&dice, &list, 40);
        str_addf(&list,
                 "\",\"computerDnsName\":\"big-%06u.practice.example\",\"osPlatform\":"
                 "\"Windows11\",\"osBuild\":%u,\"riskScore\":null,\"machineTags\":[]}",
                 i, 22000 + i % 5000);
    }
    str_add_text(&list, "]}");
    answer_plain(call, 200, "application/json; charset=utf-8", str_span(&list));
    str_release(&list);
}

static void
empty_body(struct call *call, unsigned argument)
{
    (void)argument;
    str_clear(&call->answer->body);
}

static void
slow_first_byte(struct call *call, unsigned milliseconds)
{
    call->answer->delivery.first_byte_ms = milliseconds;
}

static void
slow_body(struct call *call, unsigned argument)
{
    (void)argument;
    call->answer->delivery.slow = true;
}

static void
cut_body(struct call *call, unsigned argument)
{
    (void)argument;
    call->answer->delivery.cut = true;
}

/* What hostile names do to a terminal: colours, the title, moved cursors, text that
 * reads backwards, spaces that are not seen. */
static void
escapes(struct call *call, unsigned argument)
{
    (void)argument;
    static const char hostile[] = "\033[31mred\033[0m \033]0;owned\007 \033[2J\033[H "
                                  "\xe2\x80\xae"
                                  "exe.txt\xe2\x80\xac "
                                  "a\xe2\x80\x8b"
                                  "b \r\n\ttab \x7f";
    cJSON *tree =
        cJSON_ParseWithLength(str_text(&call->answer->body), call->answer->body.n);
    cJSON *place = cJSON_IsArray(object_get(tree, "value"))
                       ? object_get(tree, "value")->child
                   : object_get(tree, "error") ? object_get(tree, "error")
                                               : tree;
    if (cJSON_IsObject(place)) {
        object_set_text(place, object_get(place, "message") ? "message" : "title",
                        hostile);
        object_set_text(place, hostile, "a hostile name");
        char *text = cJSON_PrintUnformatted(tree);
        str_set(&call->answer->body, span_of(text));
        cJSON_free(text);
    }
    cJSON_Delete(tree);
}

static const struct fault_kind kinds[] = {
    {"InternalServerError", 0, 0, server_error, NULL},
    {"TooManyRequests", 0, 86400, throttled, NULL},
    {"big", 8, 512, big, NULL},
    {"cut-body", 0, 0, NULL, cut_body},
    {"empty-body", 0, 0, NULL, empty_body},
    {"escapes", 0, 0, NULL, escapes},
    {"gateway-502", 0, 0, gateway_502, NULL},
    {"gateway-503", 0, 86400, gateway_503, NULL},
    {"slow-body", 0, 0, NULL, slow_body},
    {"slow-first-byte", 3000, 600000, NULL, slow_first_byte},
};

void
faults_release(struct faults *faults)
{
    mem_free(faults->items);
    *faults = (struct faults){0};
}

static const struct fault_kind *
kind_find(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (span_is(name, kinds[i].name))
            return &kinds[i];
    return NULL;
}

static enum status
unknown_kind(struct span name, struct err *err)
{
    struct str known = {0};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        str_addf(&known, "%s%s", i ? ", " : "", kinds[i].name);
    enum status status =
        err_set(err, STATUS_USAGE, _("no such fault: '%.*s'; there are %s"),
                SPAN_ARG(name), str_text(&known));
    str_release(&known);
    return status;
}

enum status
faults_add(struct faults *faults, struct span text, struct err *err)
{
    struct span rest = text, head = {0}, name = {0}, share = {0};
    uint64_t value = 0, percent = 0;
    span_next(&rest, ':', &head);
    if (rest.p && span_next(&rest, ':', &share)) {
        if (!span_ends(share, "%") ||
            !span_number(span_sub(share, 0, share.n - 1), 100, &percent) ||
            percent == 0 || rest.p)
            return err_set(err, STATUS_USAGE,
                           _("the share in '%.*s' must be from 1%% to 100%%"),
                           SPAN_ARG(text));
    }
    span_next(&head, '=', &name);
    const struct fault_kind *kind = kind_find(name);
    if (!kind)
        return unknown_kind(name, err);
    value = kind->usual;
    if (head.p && kind->most == 0)
        return err_set(err, STATUS_USAGE, _("the fault '%.*s' takes no number"),
                       SPAN_ARG(name));
    if (head.p && !span_number(head, kind->most, &value))
        return err_set(err, STATUS_USAGE, _("the fault '%.*s' needs a number up to %u"),
                       SPAN_ARG(name), kind->most);
    ARRAY_GROW(faults->items, faults->count, faults->room);
    faults->items[faults->count++] =
        (struct fault){kind, (unsigned)value, (unsigned)percent};
    return STATUS_OK;
}

bool
faults_choose(struct faults *faults, struct call *call, struct fault *fault)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct fault *one = &faults->items[i];
        if (one->share && !dice_chance(&call->practice->dice, one->share))
            continue;
        *fault = *one;
        if (!one->share) {
            faults->count--;
            for (; i < faults->count; i++)
                faults->items[i] = faults->items[i + 1];
        }
        return true;
    }
    return false;
}

bool
fault_before(const struct fault *fault, struct call *call)
{
    if (!fault->kind->before)
        return false;
    fault->kind->before(call, fault->argument);
    return true;
}

void
fault_after(const struct fault *fault, struct call *call)
{
    if (fault->kind->after)
        fault->kind->after(call, fault->argument);
}

bool
faults_control(struct faults *faults, struct call *call)
{
    struct err err = {0};
    struct span method = call->request->method;
    if (!call->application || call->application != &applications[0] ||
        !span_is(call->request->target, "/practice/faults"))
        return false;
    if (span_is(method, "DELETE"))
        faults_release(faults);
    else if (!span_is(method, "POST"))
        return false;
    else if (faults_add(faults, span_trim(call->request->body), &err) != STATUS_OK) {
        answer_plain(call, 400, "text/plain; charset=utf-8", span_of(err.text));
        return true;
    }
    answer_plain(call, 204, "text/plain; charset=utf-8", SPAN(""));
    return true;
}
