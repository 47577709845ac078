#include "config.h"

#include "api/openapi_parts.h"

#include "api/request.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { WORK_MAX = 100000000, BLOCK_BYTES = 32768 };

struct openapi_block {
    struct openapi_block *next;
    size_t used, size;
    max_align_t bytes[];
};

void *
openapi_alloc(struct openapi *openapi, size_t count, size_t size)
{
    size_t align = sizeof(max_align_t);
    size_t bytes = (count * size + align - 1) / align * align;
    struct openapi_block *block = openapi->blocks;
    if (!block || block->size - block->used < bytes) {
        size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
        block = mem_alloc(sizeof *block + room);
        block->size = room;
        block->next = openapi->blocks;
        openapi->blocks = block;
    }
    char *p = (char *)block->bytes + block->used;
    block->used += bytes;
    return p;
}

const char *
openapi_keep(struct openapi *openapi, struct span text)
{
    char *p = openapi_alloc(openapi, text.n + 1, 1);
    if (text.n)
        memcpy(p, text.p, text.n);
    return p;
}

void
openapi_release(struct openapi *openapi)
{
    while (openapi->blocks) {
        struct openapi_block *next = openapi->blocks->next;
        mem_free(openapi->blocks);
        openapi->blocks = next;
    }
    mem_free(openapi->operations);
    mem_free(openapi->troubles);
    *openapi = (struct openapi){0};
}

bool
openapi_spend(struct openapi_reader *reader, size_t work)
{
    if (reader->spent > WORK_MAX)
        return false;
    reader->spent += work > WORK_MAX ? WORK_MAX + 1 : work;
    if (reader->spent <= WORK_MAX)
        return true;
    openapi_fault(reader, NULL,
                  _("the document asks for more work than is sensible: what it says of "
                    "values from here on is left out"));
    return false;
}

const cJSON *
openapi_member(const cJSON *object, const char *name)
{
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name)
                                  : NULL;
}

static const char *
keep_text(struct openapi_reader *reader, struct span text)
{
    enum { SHORT = 256 }; /* names and the like are kept whatever is spent */
    return openapi_spend(reader, text.n) || text.n <= SHORT
               ? openapi_keep(reader->openapi, text)
               : NULL;
}

const char *
openapi_text(struct openapi_reader *reader, const cJSON *object, const char *name)
{
    struct span text = span_of(cJSON_GetStringValue(openapi_member(object, name)));
    return text.n ? keep_text(reader, text) : NULL;
}

bool
openapi_safe(struct span text)
{
    struct str shown = {0};
    sanitise_line(&shown, text, SANITISE_PLAIN);
    bool same = span_equal(text, str_span(&shown));
    str_release(&shown);
    return same;
}

const char *
openapi_line(struct openapi_reader *reader, const cJSON *object, const char *name)
{
    struct span text =
        span_trim(span_of(cJSON_GetStringValue(openapi_member(object, name))));
    struct span line = span_trim(span_sub(text, 0, span_find_byte(text, 0, '\n')));
    struct str shown = {0};
    sanitise_line(&shown, line, SANITISE_PLAIN);
    const char *kept = shown.n ? keep_text(reader, str_span(&shown)) : NULL;
    str_release(&shown);
    return kept;
}

const char *
openapi_value(struct openapi_reader *reader, const cJSON *value)
{
    char number[32];
    struct span text = span_of(cJSON_GetStringValue(value));
    if (cJSON_IsNumber(value)) {
        int n = snprintf(number, sizeof number, "%.15g", value->valuedouble);
        text = (struct span){number, n > 0 ? (size_t)n : 0};
    } else if (cJSON_IsBool(value)) {
        text = span_of(cJSON_IsTrue(value) ? "true" : "false");
    } else if (!cJSON_IsString(value)) {
        return NULL;
    }
    return openapi_safe(text) ? keep_text(reader, text) : NULL;
}

names
openapi_list(struct openapi_reader *reader, const cJSON *array)
{
    const cJSON *item;
    if (!cJSON_IsArray(array))
        return NULL;
    size_t room = (size_t)cJSON_GetArraySize(array), count = 0;
    if (!openapi_spend(reader, room * sizeof(char *)))
        return NULL;
    const char **list = openapi_alloc(reader->openapi, room + 1, sizeof *list);
    cJSON_ArrayForEach(item, array)
    {
        const char *text = openapi_value(reader, item);
        if (text)
            list[count++] = text;
    }
    return count ? list : NULL;
}

names
openapi_names(struct openapi_reader *reader, const cJSON *object, const char *name)
{
    return openapi_list(reader, openapi_member(object, name));
}

bool
openapi_is(struct openapi_reader *reader, const cJSON *object, const char *name,
           cJSON_bool (*is)(const cJSON *), const char *what)
{
    const cJSON *member = openapi_member(object, name);
    if (member && !is(member))
        openapi_fault(reader, member, _("\"%s\" must be %s here"), name, what);
    return member && is(member);
}

unsigned
openapi_count(const cJSON *object, const char *name)
{
    const cJSON *item = openapi_member(object, name);
    if (!cJSON_IsNumber(item) || !(item->valuedouble > 0))
        return 0;
    return item->valuedouble < 4e9 ? (unsigned)item->valuedouble : 4000000000U;
}

bool
openapi_true(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(openapi_member(object, name));
}

/* One token of a reference (RFC 6901 in a URI fragment), decoded. */
static void
decode_token(struct str *out, struct span token)
{
    str_clear(out);
    percent_decode(out, token);
    for (size_t i = 0; i + 1 < out->n; i++) {
        if (out->p[i] == '~' && (out->p[i + 1] == '0' || out->p[i + 1] == '1'))
            str_replace(out, i, 2, out->p[i + 1] == '0' ? SPAN("~") : SPAN("/"));
    }
}

static const cJSON *
step_into(struct openapi_reader *reader, const cJSON *node, struct span token)
{
    uint64_t index = 0;
    bool array = cJSON_IsArray(node);
    if (array && !span_number(token, INT32_MAX, &index))
        return NULL;
    if (!array && !cJSON_IsObject(node))
        return NULL;
    const cJSON *child = node->child;
    while (child && (array ? index-- > 0 : !span_is(token, child->string))) {
        if (!openapi_spend(reader, 1))
            return NULL;
        child = child->next;
    }
    return child;
}

/* Notes at NODE, the reference, where it leads nowhere. */
static const cJSON *
follow(struct openapi_reader *reader, const cJSON *node)
{
    struct span rest = span_of(node->valuestring), token;
    struct str name = {0};
    const cJSON *found = reader->root;
    if (!span_starts(rest, "#")) {
        openapi_fault(reader, node,
                      _("\"%s\" is in another document, which is not read: put what "
                        "it holds into this one"),
                      node->valuestring);
        return NULL;
    }
    rest = span_from(rest, 1);
    if (rest.n && !span_starts(rest, "/"))
        found = NULL;
    if (rest.n)
        rest = span_from(rest, 1);
    else
        rest.p = NULL;
    while (found && span_next(&rest, '/', &token)) {
        decode_token(&name, token);
        found = step_into(reader, found, str_span(&name));
    }
    str_release(&name);
    if (!found && openapi_spend(reader, 0))
        openapi_fault(reader, node, _("\"%s\" leads nowhere in this document"),
                      node->valuestring);
    return found;
}

/* The place of NODE in the table, or the free one where it belongs. */
static struct openapi_reference *
place_of(const struct openapi_reader *reader, const cJSON *node)
{
    size_t mask = reader->reference_room - 1;
    size_t at = (size_t)((uintptr_t)node / sizeof(cJSON)) & mask;
    while (reader->references[at].node && reader->references[at].node != node)
        at = (at + 1) & mask;
    return &reader->references[at];
}

static void
make_room(struct openapi_reader *reader)
{
    enum { FIRST = 256 };
    struct openapi_reference *old = reader->references;
    size_t room = reader->reference_room;
    if (reader->reference_count * 2 < room)
        return;
    reader->reference_room = room ? 2 * room : FIRST;
    reader->references = mem_alloc(reader->reference_room * sizeof *old);
    for (size_t i = 0; i < room; i++) {
        if (old[i].node)
            *place_of(reader, old[i].node) = old[i];
    }
    mem_free(old);
}

/* Large documents are followed again and again along the same references. */
static const cJSON *
follow_once(struct openapi_reader *reader, const cJSON *node)
{
    make_room(reader);
    struct openapi_reference *place = place_of(reader, node);
    if (!place->node) {
        *place = (struct openapi_reference){node, follow(reader, node)};
        reader->reference_count++;
    }
    return place->target;
}

const cJSON *
openapi_resolve(struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *reference = NULL;
    for (int hops = 0; hops < OPENAPI_REFERENCES_MAX; hops++) {
        const cJSON *next = openapi_member(node, "$ref");
        if (!cJSON_IsString(next))
            return node;
        if (!reference)
            reference = next;
        node = follow_once(reader, next);
    }
    openapi_fault(reader, reference,
                  _("\"%s\": references lead to each other without an end"),
                  reference->valuestring);
    return NULL;
}
