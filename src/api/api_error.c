#include "config.h"

#include "api/api_error.h"

#include "api/error_code.h"
#include "api/identifier.h"
#include "api/sign_in.h"
#include "api/wording.h"
#include "api/xml.h"
#include "base/memory.h"
#include "json/tree.h"

enum {
    READ_MAX = 64 * 1024,
    STRINGS_MAX = 16, /* strings that are JSON themselves */
    DEPTH_MAX = 3,    /* JSON in a string in JSON in a string */
    INNER_MAX = 8,    /* nested innerError */
};

/* Whether a string value came whole: a text that was cut off ends inside one. */
static bool
whole_string(const struct json_tree *tree, const struct json_node *node)
{
    struct span raw = json_node_raw(tree, node);
    if (node->kind != JSON_KIND_STRING)
        return false;
    bool ends = raw.n >= 2 && (raw.p[raw.n - 1] == raw.p[0] ||
                               (unsigned char)raw.p[0] >= 0x80 /* smart quotes */);
    return ends || node->at + node->length < tree->text.n;
}

/* The decoded string member of one of two names; false and absent when there is none.
 */
static bool
take_string(const struct json_tree *tree, const struct json_node *object,
            const char *name, struct str *out)
{
    const struct json_node *node = json_node_member(tree, object, name);
    if (!node || !whole_string(tree, node))
        return false;
    json_node_decoded(tree, node, out);
    if (!out->p)
        str_add(out, SPAN(""));
    return true;
}

static bool
take_number(const struct json_tree *tree, const struct json_node *object,
            const char *name, uint64_t max, uint64_t *value)
{
    const struct json_node *node = json_node_member(tree, object, name);
    return node && node->kind == JSON_KIND_NUMBER &&
           span_number(json_node_raw(tree, node), max, value);
}

static void
take_status(struct api_error *error, const struct json_tree *tree,
            const struct json_node *object)
{
    static const char *const members[] = {"statusCode", "status", "httpStatusCode",
                                          "status_code", "StatusCode"};
    uint64_t status;
    for (size_t i = 0; i < COUNT_OF(members) && !error->status; i++)
        if (take_number(tree, object, members[i], 599, &status) && status >= 100)
            error->status = (int)status;
}

static const struct json_node *
inner_error(const struct json_tree *tree, const struct json_node *object)
{
    static const char *const members[] = {"innerError", "innererror", "InnerError"};
    const struct json_node *inner = NULL;
    for (size_t i = 0; i < COUNT_OF(members) && !inner; i++)
        inner = json_node_member(tree, object, members[i]);
    return inner;
}

/* Graph: walks down the inner errors; the deepest code is the most detailed. */
static void
take_inner(struct api_error *error, const struct json_tree *tree,
           const struct json_node *object)
{
    for (int depth = 0; depth < INNER_MAX; depth++) {
        const struct json_node *inner = inner_error(tree, object);
        if (!inner || inner->kind != JSON_KIND_OBJECT)
            return;
        error->shape = SHAPE_GRAPH;
        take_string(tree, inner, "code", &error->inner_code);
        object = inner;
    }
}

/* A Logic Apps connector answers with the gateway that it stands behind as "source", or
 * with an inner error that is a string. */
static bool
connector(const struct json_tree *tree, const struct json_node *object)
{
    const struct json_node *source = json_node_member(tree, object, "source");
    const struct json_node *inner = inner_error(tree, object);
    return (source && span_has(json_node_raw(tree, source), "azure-apim.net")) ||
           (inner && inner->kind == JSON_KIND_STRING);
}

/* The value of "error": code, message (a string, or OData 3's {"lang","value"}),
 * target. */
static void
take_envelope(struct api_error *error, const struct json_tree *tree,
              const struct json_node *object)
{
    const struct json_node *code = json_node_member(tree, object, "code");
    const struct json_node *message = json_node_member(tree, object, "message");
    error->shape = SHAPE_DEFENDER;
    error->weight = WEIGHT_ENVELOPE;
    if (code && code->kind == JSON_KIND_NUMBER) {
        str_set(&error->code, json_node_raw(tree, code));
        error->code_is_number = true;
    } else {
        take_string(tree, object, "code", &error->code);
    }
    if (message && message->kind == JSON_KIND_OBJECT)
        take_string(tree, message, "value", &error->message);
    else
        take_string(tree, object, "message", &error->message);
    take_string(tree, object, "target", &error->target);
    take_inner(error, tree, object);
    take_status(error, tree, object);
    if (connector(tree, object))
        error->shape = SHAPE_CONNECTOR;
    else if (error->code_is_number)
        error->shape = SHAPE_WEB;
    else if (error->code.p && !error->code.n)
        error->shape = SHAPE_ODATA;
    if (error_code_known(str_span(&error->code)) && !error->code_is_number)
        error->weight = WEIGHT_KNOWN;
    if (!error->code.p && !error->message.p && !error->target.p)
        error->weight = WEIGHT_WORD;
}

/* {"error": "a word", ...}: Entra's, or the form of some web framework that is none of
 * these services. */
static bool
take_word(struct api_error *error, const struct json_tree *tree,
          const struct json_node *object)
{
    bool described = take_string(tree, object, "error_description", &error->message);
    bool word = take_string(tree, object, "error", &error->code) && error->code.n;
    const struct json_node *codes = json_node_member(tree, object, "error_codes");
    if (!word && !described)
        return false;
    if (described || codes || sign_in_by_word(str_span(&error->code))) {
        const struct json_node *first = codes ? json_node_first(tree, codes) : NULL;
        uint64_t number;
        if (first && span_number(json_node_raw(tree, first), UINT32_MAX, &number))
            error->sign_in = (unsigned)number;
        else
            error->sign_in = sign_in_number(str_span(&error->message));
        error->shape = SHAPE_SIGN_IN;
        error->weight = WEIGHT_ENVELOPE;
        return true;
    }
    if (!take_string(tree, object, "message", &error->message))
        str_set(&error->message, str_span(&error->code));
    str_release(&error->code); /* a status in words, no code of an API */
    error->shape = SHAPE_WEB;
    error->weight = WEIGHT_WORD;
    take_status(error, tree, object);
    return true;
}

/* The message, or the text before it, ends with the text. */
static bool
broke_off(const struct json_tree *tree)
{
    for (size_t i = 0; i < tree->fault_count; i++)
        if (tree->faults[i].kind == JSON_FAULT_OPEN)
            return true;
    return false;
}

/* {"statusCode": 404, "message": "Resource not found"}; {"Message": "..."};
 * {"title", "status"}; {"code", "message"}; {"message"} in words that tell a code */
static bool
take_flat(struct api_error *error, const struct json_tree *tree,
          const struct json_node *object)
{
    uint64_t status = 0;
    bool message = take_string(tree, object, "message", &error->message);
    if ((message || broke_off(tree)) &&
        take_number(tree, object, "statusCode", 599, &status) && status >= 400) {
        error->shape = SHAPE_MANAGEMENT;
        error->weight = WEIGHT_MANAGEMENT;
    } else if (message && take_string(tree, object, "code", &error->code)) {
        error->shape = SHAPE_BARE;
        error->weight =
            error_code_known(str_span(&error->code)) ? WEIGHT_WEB : WEIGHT_BARE;
        take_string(tree, object, "target", &error->target);
    } else if (!message && take_string(tree, object, "Message", &error->message)) {
        error->shape = SHAPE_WEB;
        error->weight = WEIGHT_WEB;
    } else if (message && wording_find(str_span(&error->message), 0, NULL)) {
        error->shape = SHAPE_BARE;
        error->weight = WEIGHT_BARE;
    } else if (!message && json_node_member(tree, object, "status") &&
               take_string(tree, object, "title", &error->message)) {
        error->shape = SHAPE_WEB;
        error->weight = WEIGHT_BARE;
    } else {
        return false;
    }
    take_status(error, tree, object);
    return true;
}

static bool
take_object(struct api_error *error, const struct json_tree *tree,
            const struct json_node *object)
{
    static const char *const envelopes[] = {"error", "odata.error", "Error"};
    for (size_t i = 0; i < COUNT_OF(envelopes); i++) {
        const struct json_node *inside = json_node_member(tree, object, envelopes[i]);
        if (!inside || inside->kind != JSON_KIND_OBJECT || !inside->count)
            continue;
        take_envelope(error, tree, inside);
        take_status(error, tree, object);
        return true;
    }
    return take_word(error, tree, object) || take_flat(error, tree, object);
}

static void
take_better(struct api_error *best, struct api_error *other)
{
    if (other->weight > best->weight) {
        other->ids = best->ids;
        best->ids = (struct pairs){0};
        other->json = best->json;
        other->cut = best->cut;
        api_error_release(best);
        *best = *other;
    } else {
        api_error_release(other);
    }
}

static bool
looks_like_json(struct span text)
{
    text = span_trim(text);
    if (span_starts(text, "\xef\xbb\xbf"))
        text = span_trim(span_from(text, 3));
    bool lost = span_starts(text, "[object "); /* JavaScript's mark */
    return text.n > 1 && !lost && (text.p[0] == '{' || text.p[0] == '[');
}

/* Texts still to be read: the body, and strings in it that are JSON themselves. */
struct texts_to_read {
    struct {
        struct str text;
        unsigned depth;
    } items[STRINGS_MAX];
    size_t count;
};

static void
keep_strings(struct texts_to_read *queue, const struct json_tree *tree, unsigned depth)
{
    struct str value = {0};
    for (uint32_t i = 0; i < tree->count && queue->count < STRINGS_MAX; i++) {
        const struct json_node *node = &tree->nodes[i];
        if (node->kind != JSON_KIND_STRING || node->length < 4 || depth >= DEPTH_MAX)
            continue;
        json_node_decoded(tree, node, &value);
        if (!looks_like_json(str_span(&value)))
            continue;
        queue->items[queue->count].text = value;
        queue->items[queue->count++].depth = depth + 1;
        value = (struct str){0};
    }
    str_release(&value);
}

static void
read_tree(struct api_error *error, const struct json_tree *tree, unsigned depth)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        struct api_error found = {0};
        if (tree->nodes[i].kind == JSON_KIND_OBJECT &&
            take_object(&found, tree, &tree->nodes[i]))
            take_better(error, &found);
        else
            api_error_release(&found);
    }
    for (size_t i = 0; i < tree->fault_count && depth == 0; i++)
        error->cut = error->cut || tree->faults[i].kind == JSON_FAULT_OPEN ||
                     tree->faults[i].kind == JSON_FAULT_CUT;
    identifiers_from_json(&error->ids, tree);
}

/* A message that is itself JSON: its own Message, and the identifiers it tells. */
static void
read_message(struct api_error *error)
{
    struct json_tree tree;
    if (looks_like_json(str_span(&error->message))) {
        json_tree_read(&tree, str_span(&error->message));
        if (tree.count &&
            !take_string(&tree, &tree.nodes[0], "Message", &error->inner_message))
            take_string(&tree, &tree.nodes[0], "message", &error->inner_message);
        json_tree_release(&tree);
    }
    identifiers_from_text(&error->ids, str_span(&error->message));
}

/* A wrapping tells the status of the answer inside it. */
static void
read_wrapping(struct api_error *error, const struct json_tree *tree)
{
    if (tree->count && tree->nodes[0].kind == JSON_KIND_OBJECT)
        take_status(error, tree, &tree->nodes[0]);
}

static void
read_json(struct api_error *error, struct span body)
{
    struct api_error wrapping = {0};
    struct texts_to_read queue = {.count = 1};
    queue.items[0].text = str_dup(body);
    error->json = true;
    for (size_t i = 0; i < queue.count; i++) {
        struct json_tree tree;
        json_tree_read(&tree, str_span(&queue.items[i].text));
        if (i == 0)
            read_wrapping(&wrapping, &tree);
        read_tree(error, &tree, queue.items[i].depth);
        keep_strings(&queue, &tree, queue.items[i].depth);
        json_tree_release(&tree);
    }
    for (size_t i = 0; i < queue.count; i++)
        str_release(&queue.items[i].text);
    if (error->weight && !error->status && wrapping.status >= 400)
        error->status = wrapping.status;
}

static bool
read_html(struct api_error *error, struct span body)
{
    struct html_page page;
    if (!html_page_read(&page, body))
        return false;
    error->shape = SHAPE_HTML;
    error->weight = WEIGHT_HTML;
    error->status = page.status;
    error->origin = page.origin;
    if (page.title.n)
        str_set(&error->message, str_span(&page.title));
    struct str text = {0};
    html_page_text(body, READ_MAX, &text); /* "Ray ID: <strong>8c1f..." */
    identifiers_from_text(&error->ids, str_span(&text));
    str_release(&text);
    if (!error->ids.count) /* Front Door puts it there without a word */
        identifiers_add(&error->ids, SPAN("reference"), str_span(&page.reference));
    html_page_release(&page);
    return true;
}

static bool
read_xml(struct api_error *error, struct span body)
{
    static const struct {
        const char *code, *message;
        bool alone; /* the code may come without a message */
    } errors[] = {
        {"Code", "Message", true},           /* Azure Storage, OData before version 4 */
        {"Value", "Text", false},            /* SOAP 1.2 */
        {"faultcode", "faultstring", false}, /* SOAP 1.1 */
    };
    for (size_t i = 0; i < COUNT_OF(errors) && !error->code.n; i++)
        if (xml_element(body, errors[i].code, &error->code) &&
            !xml_element(body, errors[i].message, &error->message) && !errors[i].alone)
            str_clear(&error->code);
    if (!error->code.n)
        return false;
    error->shape = SHAPE_XML;
    error->weight = WEIGHT_BARE;
    identifiers_from_text(&error->ids, str_span(&error->message));
    return true;
}

void
api_error_read(struct api_error *error, struct span body)
{
    *error = (struct api_error){0};
    body = span_trim(span_sub(body, 0, READ_MAX));
    if (!body.n)
        return;
    if (looks_like_json(body) || body.p[0] == '"')
        read_json(error, body);
    else if (!read_html(error, body) && !read_xml(error, body))
        api_error_read_text(error, body);
    if (error->json && error->weight)
        read_message(error);
    struct span target = str_span(&error->target);
    if (error->weight == WEIGHT_KNOWN ? !span_has(target, " ")
                                      : identifier_is_tracking(target))
        identifiers_add(&error->ids, SPAN("target"), target);
}

void
api_error_release(struct api_error *error)
{
    str_release(&error->code);
    str_release(&error->message);
    str_release(&error->target);
    str_release(&error->inner_code);
    str_release(&error->inner_message);
    pairs_release(&error->ids);
    *error = (struct api_error){0};
}
