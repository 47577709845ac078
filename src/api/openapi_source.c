/* A document's text, before anything is known of what it says: JSON, JSON with slips
 * that can be mended, or something else. */
#include "config.h"

#include "api/openapi_parts.h"

#include "api/hint.h"
#include "base/memory.h"
#include "base/text.h"
#include "json/fault_text.h"
#include "json/scan.h"
#include "json/text.h"

#include <string.h>

/* More slips than this are not told: then it is something else. */
enum { SLIPS_MAX = 50 };

static bool
is_yaml(struct span text, struct span name)
{
    static const char *const starts[] = {
        "openapi:", "swagger:", "---", "%YAML", "info:", "\"openapi\":", "'openapi':"};
    struct span line;
    if (span_ends(name, ".yaml") || span_ends(name, ".yml"))
        return true;
    while (span_next(&text, '\n', &line)) {
        line = span_trim(line);
        if (!line.n || line.p[0] == '#')
            continue;
        for (size_t i = 0; i < COUNT_OF(starts); i++) {
            if (span_starts(line, starts[i]))
                return true;
        }
        return false;
    }
    return false;
}

/* A command to convert it, with its name where a shell takes that as it is. */
static void
add_command(struct str *out, struct span name)
{
    bool plain = name.n && name.p[0] != '-';
    for (size_t i = 0; i < name.n && plain; i++) {
        char c = name.p[i];
        plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                (c >= '0' && c <= '9') || strchr("._/-", c);
    }
    if (!plain)
        name = SPAN("api.yaml");
    size_t dot = name.n;
    while (dot && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
        dot--;
    struct span stem =
        dot && name.p[dot - 1] == '.' ? span_sub(name, 0, dot - 1) : name;
    str_addf(out, "yq -o=json . %.*s >%.*s.json", SPAN_ARG(name), SPAN_ARG(stem));
}

/* What it is that isn't JSON at all. */
static enum status
refuse_other(const char *name, struct span text, struct err *err)
{
    struct span body = span_trim(text);
    if (span_starts(text, "\xff\xfe") || span_starts(text, "\xfe\xff"))
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" is UTF-16: save it as UTF-8, for example with \"iconv "
                         "-f UTF-16 -t UTF-8\""),
                       name);
    if (span_starts(body, "<"))
        return err_set(
            err, STATUS_INPUT,
            _("\"%s\" is HTML or XML: it must be the OpenAPI document itself, "
              "which a page of documentation often links as openapi.json"),
            name);
    if (!span_starts(body, "{") && is_yaml(text, span_of(name))) {
        struct str command = {0};
        add_command(&command, span_of(name));
        err_set(err, STATUS_INPUT,
                _("\"%s\" is YAML: convert it to JSON, for example with \"%s\", and "
                  "give that file"),
                name, str_text(&command));
        str_release(&command);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

/* JSON_END: it is all well. Else *AT tells where it isn't. */
static enum json_token
scan_all(struct span text, size_t *at, bool *deep)
{
    struct json_scan scan;
    struct span raw;
    enum json_token token;
    json_scan_init(&scan, text);
    *deep = false;
    do {
        token = json_scan_next(&scan, &raw);
        if (scan.depth >= CJSON_NESTING_LIMIT) {
            *at = (size_t)(raw.p - text.p);
            *deep = true;
            return JSON_BROKEN;
        }
    } while (token != JSON_END && token != JSON_BROKEN);
    *at = scan.fault.at;
    *deep = scan.fault.kind == JSON_FAULT_DEEP;
    return token;
}

/* The sentence of one fault, appended. */
static void
add_sentence(struct str *out, const struct json_tree *tree,
             const struct json_fault *fault)
{
    const char *text = json_fault_sentence(fault->kind);
    const char *place = strstr(text, "%s");
    struct brief shown;
    if (place)
        str_addf(out, "%.*s%s%s", (int)(place - text), text,
                 brief(&shown, json_fault_found(tree, fault)), place + 2);
    else
        str_add_text(out, text);
}

static void
tell_slips(struct openapi_reader *reader, const struct json_tree *tree)
{
    struct str text = {0};
    for (size_t i = 0; i < tree->fault_count && i < SLIPS_MAX; i++) {
        str_clear(&text);
        add_sentence(&text, tree, &tree->faults[i]);
        openapi_fault_at(reader, json_place_of(tree->text, tree->faults[i].at),
                         str_text(&text));
    }
    str_release(&text);
}

/* Mends what is certain. What is read then is not what stands in the file, so places
 * are told by the values that both have in the same order. */
static enum status
mend(struct openapi_reader *reader, struct openapi_source_text *source, struct err *err)
{
    struct json_tree *tree = &source->tree, again;
    size_t at;
    bool deep;
    tell_slips(reader, tree);
    bool whole = !tree->cut_short && tree->fault_count <= SLIPS_MAX &&
                 json_tree_mend(tree, &source->mended) > 0 &&
                 scan_all(str_span(&source->mended), &at, &deep) == JSON_END;
    if (whole) {
        json_tree_read(&again, str_span(&source->mended));
        whole = again.count == tree->count;
        json_tree_release(&again);
    }
    if (whole) {
        reader->text = str_span(&source->mended);
        reader->original = tree;
        return STATUS_OK;
    }
    struct json_place place = {1, 1};
    struct str text = {0};
    if (tree->fault_count) {
        place = json_place_of(tree->text, tree->faults[0].at);
        add_sentence(&text, tree, &tree->faults[0]);
    }
    err_set(err, STATUS_INPUT, _("\"%s\" is not JSON: line %zu, column %zu: %s"),
            reader->document, place.line, place.column, str_text(&text));
    str_release(&text);
    return STATUS_INPUT;
}

enum status
openapi_read_text(struct openapi_reader *reader, struct span text,
                  struct openapi_source_text *source, struct err *err)
{
    const char *name = reader->document;
    size_t at = 0;
    bool deep;
    if (text.n > OPENAPI_BYTES_MAX)
        return err_set(err, STATUS_LIMIT,
                       _("\"%s\" is larger than %d MiB, the most that is read"), name,
                       OPENAPI_BYTES_MAX >> 20);
    if (scan_all(text, &at, &deep) == JSON_END) {
        reader->text = text;
        return STATUS_OK;
    }
    if (deep) {
        struct json_place place = json_place_of(text, at);
        return err_set(err, STATUS_LIMIT,
                       _("\"%s\" is nested deeper than %d levels at line %zu, column "
                         "%zu: no more are read"),
                       name, CJSON_NESTING_LIMIT, place.line, place.column);
    }
    enum status status = refuse_other(name, text, err);
    if (status != STATUS_OK)
        return status;
    json_tree_read(&source->tree, text);
    return mend(reader, source, err);
}

void
openapi_source_text_release(struct openapi_source_text *source)
{
    json_tree_release(&source->tree);
    str_release(&source->mended);
}
