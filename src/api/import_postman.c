/* Postman collections, v2.1: requests in folders, variables, inherited
 * authorisation. */
#include "config.h"

#include "api/import_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <cjson/cJSON.h>

enum { FOLDERS_MAX = 64 /* within each other */ };

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static struct span
text_of(const cJSON *object, const char *name)
{
    return span_of(cJSON_GetStringValue(member(object, name)));
}

/* A text, or {"raw": TEXT, ...}. */
static struct span
url_of(const cJSON *request)
{
    const cJSON *url = member(request, "url");
    return cJSON_IsString(url) ? span_of(url->valuestring) : text_of(url, "raw");
}

static void
read_headers(struct importer *importer, struct incoming *incoming, const cJSON *request,
             const struct pairs *variables)
{
    const cJSON *header;
    cJSON_ArrayForEach(header, member(request, "header"))
    {
        struct str value = str_dup(text_of(header, "value"));
        variables_fill(&value, importer_values(importer), variables);
        if (!cJSON_IsTrue(member(header, "disabled")))
            pairs_add(&incoming->headers, text_of(header, "key"), str_span(&value));
        str_release(&value);
    }
}

static void
read_body(struct importer *importer, struct incoming *incoming, const cJSON *body,
          const struct pairs *variables)
{
    struct span mode = text_of(body, "mode");
    if (!body || !mode.n)
        return;
    if (!span_is(mode, "raw")) {
        importer_leave_out(importer,
                           _("a body of the kind \"%.*s\" is not taken over; give the "
                             "whole body with --body"),
                           SPAN_ARG(mode));
        return;
    }
    str_set(&incoming->body, text_of(body, "raw"));
    variables_fill(&incoming->body, importer_values(importer), variables);
    incoming->has_body = true;
    const cJSON *options = member(member(body, "options"), "raw");
    if (span_is(text_of(options, "language"), "json") &&
        !pairs_get_nocase(&incoming->headers, "Content-Type"))
        pairs_add(&incoming->headers, SPAN("Content-Type"), SPAN("application/json"));
}

/* --- authorisation --- */

/* {"type": "apikey", "apikey": [{"key": NAME, "value": VALUE}, ...]}; version 2.0 has
 * an object in place of the list. */
static struct span
parameter(const cJSON *auth, const char *name)
{
    const cJSON *list = member(auth, cJSON_GetStringValue(member(auth, "type"))), *one;
    if (cJSON_IsObject(list))
        return text_of(list, name);
    cJSON_ArrayForEach(one, list)
    {
        if (span_is(text_of(one, "key"), name))
            return text_of(one, "value");
    }
    return (struct span){0};
}

/* A key has its place in the request, and its value is a secret: a variable stands for
 * it, the collection's own where it has one. */
static void
place_key(struct importer *importer, struct incoming *incoming, const cJSON *auth)
{
    struct span name = parameter(auth, "key"), value = parameter(auth, "value");
    bool variable = span_starts(value, "{{") && span_ends(value, "}}");
    struct span place = variable ? value : SPAN("{{API_KEY}}");
    if (!name.n)
        return;
    if (span_is(parameter(auth, "in"), "query")) {
        struct span url = str_span(&incoming->url);
        bool query = span_find_byte(url, 0, '?') < url.n;
        str_addf(&incoming->url, "%c%.*s=%.*s", query ? '&' : '?', SPAN_ARG(name),
                 SPAN_ARG(place));
    } else {
        pairs_add(&incoming->headers, name, place);
    }
    importer_leave_out(
        importer,
        _("the key of \"%.*s\" is a secret and not taken over: put it in "
          "place of %.*s"),
        SPAN_ARG(name), SPAN_ARG(place));
}

/* AUTH: the nearest one around the request; or NULL. */
static void
authorise(struct importer *importer, struct incoming *incoming, const cJSON *auth)
{
    struct span kind = text_of(auth, "type");
    if (span_is(kind, "apikey"))
        place_key(importer, incoming, auth);
    else if (span_is(kind, "noauth"))
        importer_leave_out(importer, "%s",
                           _("\"noauth\": it is sent with the profile's token all the "
                             "same"));
    else if (span_is(kind, "bearer") || span_is(kind, "oauth2"))
        importer_leave_out(importer,
                           _("authorisation (%.*s): who calls is told by the profile"),
                           SPAN_ARG(kind));
    else if (kind.n)
        importer_leave_out(
            importer,
            _("authorisation (%.*s) is not taken over: requests are sent "
              "with the profile's bearer token"),
            SPAN_ARG(kind));
}

static void
read_request(struct importer *importer, const cJSON *request, const cJSON *auth,
             const struct pairs *variables)
{
    struct incoming incoming = {0};
    if (cJSON_IsString(request)) { /* the address alone */
        str_set(&incoming.url, span_of(request->valuestring));
    } else {
        str_set(&incoming.method, text_of(request, "method"));
        str_set(&incoming.url, url_of(request));
        read_headers(importer, &incoming, request, variables);
        read_body(importer, &incoming, member(request, "body"), variables);
    }
    variables_fill(&incoming.url, importer_values(importer), variables);
    const cJSON *own = member(request, "auth");
    authorise(importer, &incoming, cJSON_IsObject(own) ? own : auth);
    importer_add(importer, &incoming);
    incoming_release(&incoming);
}

static void
leave_scripts_out(struct importer *importer, const cJSON *item)
{
    if (cJSON_GetArraySize(member(item, "event")) > 0)
        importer_leave_out(importer, "%s", _("scripts are never run"));
}

/* What a folder says of authorisation, else what is said around it. */
static const cJSON *
auth_within(const cJSON *item, const cJSON *around)
{
    const cJSON *auth = member(item, "auth");
    return cJSON_IsObject(auth) ? auth : around;
}

static void
walk(struct importer *importer, const cJSON *collection, const struct pairs *variables)
{
    struct {
        const cJSON *item, *auth; /* auth: that holds around the item */
    } stack[FOLDERS_MAX];
    size_t depth = 0;
    const cJSON *item = member(collection, "item")->child;
    const cJSON *auth = auth_within(collection, NULL);
    while (item || depth) {
        if (!item) {
            item = stack[--depth].item->next;
            auth = stack[depth].auth;
            continue;
        }
        const cJSON *inside = member(item, "item"), *request = member(item, "request");
        leave_scripts_out(importer, item);
        if (request)
            read_request(importer, request, auth_within(item, auth), variables);
        if (cJSON_IsArray(inside) && depth < FOLDERS_MAX) {
            stack[depth].item = item;
            stack[depth++].auth = auth;
            auth = auth_within(item, auth);
            item = inside->child;
        } else {
            item = item->next;
        }
    }
}

/* The collection's own variables; an environment is {"values": [{"key", "value"}]}. */
static void
read_variables(struct pairs *variables, const cJSON *list)
{
    const cJSON *variable;
    cJSON_ArrayForEach(variable, list)
    {
        const cJSON *value = member(variable, "value");
        if (cJSON_IsString(value) && !cJSON_IsTrue(member(variable, "disabled")))
            pairs_set(variables, text_of(variable, "key"), span_of(value->valuestring));
    }
}

enum status
import_postman(struct importer *importer, struct span text)
{
    cJSON *json = cJSON_ParseWithLength(text.p, text.n);
    struct pairs variables = {0};
    enum status status = STATUS_OK;
    if (!json)
        status = err_set(importer->err, STATUS_INPUT, "%s",
                         _("it is no JSON, and a Postman collection is"));
    else if (!cJSON_IsArray(member(json, "item")))
        status =
            err_set(importer->err, STATUS_INPUT, "%s",
                    _("it has no list \"item\": no Postman collection (export it as "
                      "v2.1)"));
    if (status == STATUS_OK) {
        read_variables(&variables, member(json, "variable"));
        leave_scripts_out(importer, json);
        walk(importer, json, &variables);
    }
    pairs_release(&variables);
    cJSON_Delete(json);
    return status;
}
