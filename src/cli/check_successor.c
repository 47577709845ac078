#include "config.h"

#include "cli/check_successor.h"

#include "api/check_json.h"
#include "api/profile.h"
#include "api/successor.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/report.h"

#include <cjson/cJSON.h>

static void
write_url(const struct request *request, struct str *out)
{
    const char *base = product_base(request->operation->product);
    request_url(request, span_of(base), out);
}

static void
add_text(cJSON *object, const char *name, const char *text)
{
    if (text)
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

static cJSON *
differences_json(const struct differences *differences)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < differences->count; i++) {
        const struct difference *difference = &differences->items[i];
        cJSON *one = cJSON_CreateObject();
        add_text(one, "kind", difference_kind_name(difference->kind));
        add_text(one, "where", difference->where);
        add_text(one, "from", difference->from);
        add_text(one, "to", difference->to);
        cJSON_AddItemToArray(array, one);
    }
    return array;
}

/* {"operation", "successor", "method", "url", "body", "differences", "check"} */
static void
print_json(struct context *context, const struct request *request,
           const struct request *turned, const struct differences *differences,
           const struct check *check)
{
    cJSON *json = cJSON_CreateObject();
    struct str url = {0};
    write_url(turned, &url);
    add_text(json, "operation", request->operation->id);
    add_text(json, "successor", turned->operation->id);
    add_text(json, "method", turned->method);
    add_text(json, "url", str_text(&url));
    add_text(json, "body", turned->has_body ? str_text(&turned->body) : NULL);
    cJSON_AddItemToObject(json, "differences", differences_json(differences));
    cJSON_AddItemToObject(json, "check", check_json(check, turned));
    output_json(&context->output, json);
    str_release(&url);
}

static void
print_text(struct context *context, const struct request *request,
           const struct request *turned, const struct differences *differences)
{
    struct output *output = &context->output;
    struct str text = {0}, shown = {0};
    struct about about = {0};
    str_addf(&text, "%s ", turned->method);
    write_url(turned, &text);
    str_add_byte(&text, '\n');
    if (turned->has_body)
        str_addf(&text, "\n%s", str_text(&turned->body));
    if (output->terminal[STREAM_RESULT])
        sanitise_lines(&shown, str_span(&text), SANITISE_PLAIN);
    output_bytes(output, STREAM_RESULT, str_span(shown.n ? &shown : &text));
    if (!output->quiet) {
        differences_page(&about, differences, request->operation, turned->operation);
        output_text(output, STREAM_REMARK, TONE_PLAIN, "\n");
        report_about(context, STREAM_REMARK, &about);
    }
    about_release(&about);
    str_release(&text);
    str_release(&shown);
}

enum status
check_successor(struct context *context, const struct request *request, bool *bad,
                struct err *err)
{
    const struct operation *successor =
        successor_of(context->catalogue, request->operation);
    struct request turned = {0};
    struct differences differences = {0};
    struct check check;
    if (!request->operation)
        return err_set(err, STATUS_USAGE,
                       _("\"%s\" is no operation that is known here, so what replaces "
                         "it isn't either. \"defscope catalog\" lists all"),
                       request->path);
    if (!successor)
        return err_set(err, STATUS_USAGE, _("\"%s\" has no successor: go on using it"),
                       request->operation->id);
    successor_turn(&turned, &differences, request, successor);
    check_request(&check, &turned);
    if (context->json)
        print_json(context, request, &turned, &differences, &check);
    else
        print_text(context, request, &turned, &differences);
    report_hints(context, STREAM_REMARK, &check.hints, NULL, SEVERITY_WARNING);
    *bad = hints_have_error(&check.hints);
    check_release(&check);
    differences_release(&differences);
    request_release(&turned);
    return STATUS_OK;
}
