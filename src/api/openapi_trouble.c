/* What can't be used in a document, and where it stands in the text. */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "json/scan.h"
#include "json/text.h"

#include <stdarg.h>
#include <string.h>

/* cJSON goes no deeper. */
enum { LEVELS = CJSON_NESTING_LIMIT + 1 };

static struct openapi_fault *
add(struct openapi_reader *reader, const cJSON *node, struct span what)
{
    struct str safe = {0};
    sanitise_line(&safe, what, SANITISE_PLAIN);
    for (size_t i = 0; i < reader->fault_count; i++) {
        const struct openapi_fault *fault = &reader->faults[i];
        if (node && fault->node == node &&
            span_is(str_span(&safe), fault->trouble.what)) {
            str_release(&safe);
            return NULL;
        }
    }
    if (reader->fault_count == OPENAPI_TROUBLES_MAX) {
        reader->more_faults++;
        str_release(&safe);
        return NULL;
    }
    ARRAY_GROW(reader->faults, reader->fault_count, reader->fault_room);
    struct openapi_fault *fault = &reader->faults[reader->fault_count++];
    *fault = (struct openapi_fault){
        .node = node,
        .trouble = {.document = reader->document,
                    .place = "",
                    .what = openapi_keep(reader->openapi, str_span(&safe))}};
    str_release(&safe);
    return fault;
}

void
openapi_fault(struct openapi_reader *reader, const cJSON *node, const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    add(reader, node ? node : reader->root, str_span(&text));
    str_release(&text);
}

void
openapi_fault_at(struct openapi_reader *reader, struct json_place place,
                 const char *what)
{
    struct openapi_fault *fault = add(reader, NULL, span_of(what));
    if (!fault)
        return;
    fault->trouble.line = place.line;
    fault->trouble.column = place.column;
}

/* --- places --- */

/* A walk over the document's values in the order of its text. */
struct walk {
    const cJSON *levels[LEVELS];
    size_t index[LEVELS]; /* of the value in its array */
    size_t depth;         /* of the value that the walk is at */
};

static bool
walk_next(struct walk *walk)
{
    const cJSON *node = walk->levels[walk->depth];
    if (node->child && walk->depth + 1 < LEVELS) {
        walk->depth++;
        walk->levels[walk->depth] = node->child;
        walk->index[walk->depth] = 0;
        return true;
    }
    while (walk->depth && !walk->levels[walk->depth]->next)
        walk->depth--;
    if (!walk->depth)
        return false;
    walk->levels[walk->depth] = walk->levels[walk->depth]->next;
    walk->index[walk->depth]++;
    return true;
}

static const char *
pointer_of(struct openapi *openapi, const struct walk *walk)
{
    struct str pointer = {0}, safe = {0};
    for (size_t i = 1; i <= walk->depth; i++) {
        if (cJSON_IsArray(walk->levels[i - 1]))
            json_pointer_add_index(&pointer, walk->index[i]);
        else
            json_pointer_add(&pointer, span_of(walk->levels[i]->string));
    }
    sanitise_line(&safe, str_span(&pointer), SANITISE_PLAIN);
    const char *kept = openapi_keep(openapi, str_span(&safe));
    str_release(&pointer);
    str_release(&safe);
    return kept;
}

/* Where values begin, one after the other: in the text that was read, or in the one
 * that it was made from. */
struct places {
    const struct json_tree *original;
    struct json_scan scan;
    size_t number;      /* of the next value */
    struct span text;   /* where places are told */
    size_t at, line_at; /* how far lines are counted */
    size_t line;
};

static bool
begins_value(enum json_token token)
{
    return token != JSON_NAME && token != JSON_OBJECT_END && token != JSON_ARRAY_END;
}

static size_t
offset_of(struct places *places, size_t number)
{
    struct span raw = {0};
    if (places->original)
        return number < places->original->count ? places->original->nodes[number].at
                                                : 0;
    for (;;) {
        enum json_token token = json_scan_next(&places->scan, &raw);
        if (token == JSON_END || token == JSON_BROKEN)
            return 0;
        if (begins_value(token) && places->number++ == number)
            return (size_t)(raw.p - places->text.p);
    }
}

static void
set_place(struct places *places, size_t number, struct openapi_trouble *trouble)
{
    size_t to = offset_of(places, number);
    for (; places->at < to; places->at++) {
        if (places->text.p[places->at] == '\n') {
            places->line++;
            places->line_at = places->at + 1;
        }
    }
    struct span line = span_sub(places->text, places->line_at, to);
    trouble->line = places->line;
    trouble->column = json_place_of(line, line.n).column;
}

static void
find_places(struct openapi_reader *reader)
{
    struct walk *walk = mem_alloc(sizeof *walk);
    struct places places = {
        .original = reader->original, .text = reader->text, .line = 1};
    size_t number = 0;
    if (reader->original)
        places.text = reader->original->text;
    json_scan_init(&places.scan, reader->text);
    walk->levels[0] = reader->root;
    do {
        const cJSON *node = walk->levels[walk->depth];
        struct json_place place = {0};
        for (size_t i = 0; i < reader->fault_count; i++) {
            struct openapi_trouble *trouble = &reader->faults[i].trouble;
            if (reader->faults[i].node != node)
                continue;
            if (!place.line) {
                set_place(&places, number, trouble);
                place = (struct json_place){trouble->line, trouble->column};
            }
            trouble->line = place.line;
            trouble->column = place.column;
            trouble->place = pointer_of(reader->openapi, walk);
        }
        number++;
    } while (walk_next(walk));
    mem_free(walk);
}

void
openapi_tell_faults(struct openapi_reader *reader)
{
    struct openapi *openapi = reader->openapi;
    if (reader->fault_count && reader->root)
        find_places(reader);
    for (size_t i = 0; i < reader->fault_count; i++) {
        ARRAY_GROW(openapi->troubles, openapi->trouble_count, openapi->trouble_room);
        openapi->troubles[openapi->trouble_count++] = reader->faults[i].trouble;
    }
    openapi->more_troubles += reader->more_faults;
}

void
openapi_trouble_text(const struct openapi_trouble *trouble, struct str *out)
{
    sanitise_line(out, span_of(trouble->document), SANITISE_PLAIN);
    if (trouble->line)
        str_addf(out, ":%zu:%zu", trouble->line, trouble->column);
    str_add_text(out, ": ");
    if (*trouble->place)
        str_addf(out, "%s: ", trouble->place);
    str_add_text(out, trouble->what);
}

/* --- as a page --- */

static const char *
base_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash && slash[1] ? slash + 1 : file;
}

/* Markdown takes every sign of ASCII as it is behind a backslash. */
static void
add_escaped(struct str *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (strchr("\\`*_{}[]<>()#+-.!|~&\"'$^=:;,/?@%", *p))
            str_add_byte(out, '\\');
        str_add_byte(out, *p);
    }
}

void
openapi_trouble_page(const struct openapi *own, struct str *page)
{
    if (!own->trouble_count)
        return;
    str_add_text(
        page,
        _("# What can't be used as it stands\n\nThe rest of the document stands in "
          "the list of operations. Esc closes this page.\n\n"));
    for (size_t i = 0; i < own->trouble_count; i++) {
        const struct openapi_trouble *trouble = &own->troubles[i];
        struct str place = {0};
        str_add_text(&place, base_name(trouble->document));
        if (trouble->line)
            str_addf(&place, _(", line %zu, column %zu"), trouble->line,
                     trouble->column);
        str_add_text(page, "- **");
        add_escaped(page, str_text(&place));
        str_add_text(page, "** ");
        if (*trouble->place) {
            add_escaped(page, trouble->place);
            str_add_text(page, " ");
        }
        str_add_text(page, "— ");
        add_escaped(page, trouble->what);
        str_add_byte(page, '\n');
        str_release(&place);
    }
    if (own->more_troubles)
        str_addf(page, _("\nThere are %zu more.\n"), own->more_troubles);
}
