#include "config.h"

#include "api/request.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "json/text.h"
#include "json/tree.h"

#include <string.h>

void
request_init(struct request *request, const struct operation *operation)
{
    *request = (struct request){.operation = operation};
    if (!operation)
        return;
    request->method = mem_strdup(operation->method);
    request->path = mem_strdup(operation->path);
    for (unsigned i = 0; i < operation->parameter_count; i++)
        if (operation->parameters[i].in == PLACE_PATH)
            pairs_add(&request->slots, span_of(operation->parameters[i].schema.name),
                      (struct span){0});
}

void
request_release(struct request *request)
{
    mem_free(request->method);
    mem_free(request->path);
    pairs_release(&request->slots);
    pairs_release(&request->query);
    pairs_release(&request->headers);
    str_release(&request->body);
    *request = (struct request){0};
}

void
request_copy(struct request *to, const struct request *from)
{
    struct request fresh = {
        .operation = from->operation,
        .method = mem_strdup(from->method),
        .path = mem_strdup(from->path),
        .body = str_dup(str_span(&from->body)),
        .has_body = from->has_body,
    };
    pairs_copy(&fresh.slots, &from->slots);
    pairs_copy(&fresh.query, &from->query);
    pairs_copy(&fresh.headers, &from->headers);
    request_release(to);
    *to = fresh;
}

/* "name=value&...", percent-encoded, a plus sign for a space. */
static void
read_query(struct pairs *query, struct span text)
{
    struct span part;
    while (text.n && span_next(&text, '&', &part)) {
        struct str name = {0}, value = {0}, spaced = str_dup(part);
        for (size_t i = 0; i < spaced.n; i++)
            if (spaced.p[i] == '+')
                spaced.p[i] = ' ';
        size_t equals = span_find_byte(part, 0, '=');
        percent_decode(&name, span_sub(str_span(&spaced), 0, equals));
        percent_decode(&value, span_from(str_span(&spaced), equals + 1));
        if (name.n || value.n)
            pairs_add(query, str_span(&name), str_span(&value));
        str_release(&name);
        str_release(&value);
        str_release(&spaced);
    }
}

/* Puts the path's slot values in slots of their own; the rest of the path stays as it
 * was typed. */
static void
take_slots(struct request *request, struct span path, const struct route *route)
{
    struct str template = {0};
    const char *at = path.p;
    for (unsigned i = 0; i < route->slot_count; i++) {
        const struct slot_value *slot = &route->slots[i];
        struct str value = {0};
        percent_decode(&value, slot->value);
        pairs_add(&request->slots, slot->name, str_span(&value));
        str_add(&template, (struct span){at, (size_t)(slot->value.p - at)});
        str_addf(&template, "{%.*s}", SPAN_ARG(slot->name));
        at = slot->value.p + slot->value.n;
        str_release(&value);
    }
    str_add(&template, (struct span){at, (size_t)(path.p + path.n - at)});
    mem_free(request->path);
    request->path = str_take(&template);
}

static bool
method_letters(struct span method)
{
    for (size_t i = 0; i < method.n; i++)
        if (method.p[i] < 'A' || method.p[i] > 'Z')
            return false;
    return method.n > 0;
}

/* Where the path begins in "https://host/path"; 0 where the target is a path. */
static size_t
authority_end(struct span target)
{
    size_t scheme = span_find(target, 0, SPAN("://"));
    return scheme == target.n ? 0 : span_find_byte(target, scheme + 3, '/');
}

enum status
request_parse(struct request *request, const struct catalogue *catalogue,
              struct span method, struct span target, struct err *err)
{
    size_t question = span_find_byte(target, 0, '?');
    struct span whole = span_sub(target, 0, question), upper;
    struct span path = span_from(whole, authority_end(whole));
    struct str name = str_dup(method);
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] >= 'a' && name.p[i] <= 'z')
            name.p[i] = (char)(name.p[i] - 'a' + 'A');
    upper = str_span(&name);
    if (!method_letters(upper) || !whole.n || (path.p == whole.p && path.p[0] != '/')) {
        str_release(&name);
        if (!method_letters(method) && method.n)
            return err_set(
                err, STATUS_INPUT,
                _("\"%.*s\" is no HTTP method: write GET, POST, PATCH, PUT or DELETE"),
                SPAN_ARG(method));
        return err_set(err, STATUS_INPUT,
                       _("\"%.*s\" is no address: begin a path with /, or write "
                         "https:// before a host"),
                       SPAN_ARG(target));
    }
    request_release(request);
    struct route route = catalogue_route(catalogue, PRODUCT_OTHER, upper, path);
    struct str kept = str_dup(whole);
    request->catalogue = catalogue;
    request->operation = route.operation;
    request->method = str_take(&name);
    request->path = str_take(&kept);
    if (route.operation)
        take_slots(request, whole, &route);
    read_query(&request->query, span_from(target, question + 1));
    return STATUS_OK;
}

/* Puts a member into the body's object: in place of the one of that name, or as its
 * last. */
static enum status
set_member(struct str *body, struct span name, struct span json, struct err *err)
{
    if (!span_trim(str_span(body)).n)
        str_set(body, SPAN("{}"));
    struct json_tree tree;
    json_tree_read(&tree, str_span(body));
    const struct json_node *root = &tree.nodes[0];
    struct str quoted = {0}, key = str_dup(name);
    bool object = tree.count && !tree.fault_count && root->kind == JSON_KIND_OBJECT;
    const struct json_node *old =
        object ? json_node_member(&tree, root, str_text(&key)) : NULL;
    if (old) {
        str_replace(body, old->at, old->length, json);
    } else if (object) {
        size_t end = root->at + root->length - 1; /* the closing brace */
        while (end > root->at + 1 && strchr(" \t\r\n", body->p[end - 1]))
            end--;
        str_add_text(&quoted, root->count ? ",\n  " : "\n  ");
        json_quote(&quoted, name);
        str_addf(&quoted, ": %.*s\n", SPAN_ARG(json));
        str_replace(body, end, root->at + root->length - 1 - end, str_span(&quoted));
    }
    str_release(&quoted);
    str_release(&key);
    json_tree_release(&tree);
    if (object)
        return STATUS_OK;
    return err_set(err, STATUS_INPUT,
                   _("the body is no JSON object, so \"%.*s\" can't be set in it"),
                   SPAN_ARG(name));
}

static enum status
assign_body(struct request *request, struct span name, struct span value, bool raw,
            struct err *err)
{
    struct str json = {0};
    if (!raw) {
        json_quote(&json, value);
    } else {
        struct json_tree tree;
        json_tree_read(&tree, value);
        bool whole = tree.count && !tree.fault_count;
        json_tree_release(&tree);
        if (!whole)
            return err_set(err, STATUS_INPUT,
                           _("\"%.*s\" is no JSON: after := write a number, true, "
                             "false, null, [...], {...} or \"text\""),
                           SPAN_ARG(value));
        str_add(&json, span_trim(value));
    }
    enum status status = set_member(&request->body, name, str_span(&json), err);
    request->has_body |= status == STATUS_OK;
    str_release(&json);
    return status;
}

/* The parameter of that name, by any of its spellings where it is a slot: those never
 * reach the service. */
static const struct parameter *
find_parameter(const struct operation *operation, struct span name)
{
    for (unsigned i = 0; operation && i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        if (span_is(name, parameter->schema.name) ||
            (parameter->in == PLACE_PATH &&
             names_hold(parameter->schema.also_written, name)))
            return parameter;
    }
    return NULL;
}

/* Where a name goes that the operation doesn't know: a free request by its method. */
static bool
belongs_in_query(const struct request *request, struct span name)
{
    struct span method = span_of(request->method);
    if (span_starts(name, "$"))
        return true;
    if (request->operation)
        return !request->operation->body;
    return span_is(method, "GET") || span_is(method, "DELETE");
}

enum status
request_assign(struct request *request, struct span name, struct span value, bool raw,
               struct err *err)
{
    const struct parameter *parameter = find_parameter(request->operation, name);
    struct pairs *const places[] = {[PLACE_PATH] = &request->slots,
                                    [PLACE_QUERY] = &request->query,
                                    [PLACE_HEADER] = &request->headers};
    if (parameter)
        pairs_set(places[parameter->in], span_of(parameter->schema.name), value);
    else if (belongs_in_query(request, name))
        pairs_set(&request->query, name, value);
    else
        return assign_body(request, name, value, raw, err);
    return STATUS_OK;
}
