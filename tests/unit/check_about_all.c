/* Everything that the documents say of an operation is told by its About tab and by
 * `catalog OPERATION`: the documents are walked, and each text looked for. */
#include "unit.h"

#include "api/about.h"
#include "api/successor.h"
#include "base/memory.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static const char *const documents[] = {"mde", "xdr", "graph"};

/* Told in other words, or not about what a person sends and gets. */
static const char *const in_other_words[] = {"$ref",    "in",         "type",
                                             "minimum", "deprecated", "x-effect"};

/* What is to be looked at. */
struct walk {
    const cJSON *root;
    const cJSON *items[2000];
    size_t count;
    struct str told;
    const char *operation;
};

static cJSON *
read_document(const char *name)
{
    struct str path = {0}, text = {0};
    char buffer[8192];
    size_t n;
    str_addf(&path, "%s/catalog/%s.json", getenv("srcdir"), name);
    FILE *file = fopen(str_text(&path), "rb");
    ck_assert_msg(file != NULL, "%s", str_text(&path));
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
        str_add(&text, (struct span){buffer, n});
    fclose(file);
    cJSON *root = cJSON_ParseWithLengthOpts(text.p, text.n, NULL, false);
    ck_assert_ptr_nonnull(root);
    str_release(&path);
    str_release(&text);
    return root;
}

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* What a reference within the document leads to; everything else is itself. */
static const cJSON *
resolve(const struct walk *walk, const cJSON *node)
{
    for (int hops = 0; hops < 5; hops++) {
        const cJSON *reference = member(node, "$ref");
        struct span rest = span_of(cJSON_GetStringValue(reference)), part;
        if (!reference)
            return node;
        node = walk->root;
        span_next(&rest, '/', &part);
        while (node && span_next(&rest, '/', &part)) {
            struct str name = str_dup(part);
            node = member(node, str_text(&name));
            str_release(&name);
        }
        ck_assert_ptr_nonnull(node);
    }
    return node;
}

static void
push(struct walk *walk, const cJSON *node)
{
    ck_assert(walk->count < sizeof walk->items / sizeof *walk->items);
    walk->items[walk->count++] = node;
}

static void
must_tell(const struct walk *walk, struct span text)
{
    static const char *const places[] = {"path:", "query:", "/"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i]);
        if (span_starts(text, places[i]) && text.n > length && !span_has(text, "/{") &&
            !span_has(text, "//"))
            text = span_from(text, length);
    }
    ck_assert_msg(span_find(str_span(&walk->told), 0, text) < walk->told.n,
                  "%s: \"%.*s\" is not told", walk->operation, SPAN_ARG(text));
}

/* Names of members are told where the document's author chose them. */
static bool
names_are_data(const cJSON *node)
{
    static const char *const objects[] = {"properties", "places",     "operations",
                                          "values",     "adds",       "answer",
                                          "content",    "properties", "responses"};
    for (size_t i = 0; node->string && i < sizeof objects / sizeof *objects; i++) {
        if (strcmp(node->string, objects[i]) == 0)
            return true;
    }
    return false;
}

static bool
is_in_other_words(const cJSON *node)
{
    for (size_t i = 0;
         node->string && i < sizeof in_other_words / sizeof *in_other_words; i++) {
        if (strcmp(node->string, in_other_words[i]) == 0)
            return true;
    }
    return false;
}

static void
walk_leaf(const struct walk *walk, const cJSON *node)
{
    char number[32];
    if (cJSON_IsString(node) && node->valuestring[0])
        must_tell(walk, span_of(node->valuestring));
    if (!cJSON_IsNumber(node))
        return;
    int n = snprintf(number, sizeof number, "%.15g", node->valuedouble);
    must_tell(walk, (struct span){number, (size_t)n});
}

static void
walk_node(struct walk *walk, const cJSON *node)
{
    const cJSON *item, *target = resolve(walk, node);
    bool data = names_are_data(node);
    cJSON_ArrayForEach(item, target)
    {
        bool fallback = item->string && strcmp(item->string, "default") == 0;
        if (data && cJSON_IsObject(target) && !fallback)
            must_tell(walk, span_of(item->string));
        if (!is_in_other_words(item) || data)
            push(walk, item);
    }
    if (!target->child)
        walk_leaf(walk, target);
}

/* The names of an answer, three objects deep; what they are is the resource's own. */
static void
must_tell_answer(struct walk *walk, const cJSON *responses)
{
    const cJSON *response, *property;
    cJSON_ArrayForEach(response, responses)
    {
        if (strcmp(response->string, "default") == 0)
            continue;
        must_tell(walk, span_of(response->string));
        const cJSON *content = member(resolve(walk, response), "content");
        const cJSON *json = member(content, "application/json");
        const cJSON *schema = json ? resolve(walk, member(json, "schema")) : NULL;
        const cJSON *value = member(member(schema, "properties"), "value");
        if (value && member(value, "items"))
            schema = resolve(walk, member(value, "items"));
        cJSON_ArrayForEach(property, member(schema, "properties"))
            must_tell(walk, span_of(property->string));
    }
}

static void
walk_operation(struct walk *walk, const char *path, const cJSON *node)
{
    const struct catalogue *catalogue = catalogue_builtin();
    const struct operation *operation =
        catalogue_find(catalogue, span_of(member(node, "operationId")->valuestring));
    struct about about = {0};
    const cJSON *item;
    ck_assert_ptr_nonnull(operation);
    str_clear(&walk->told);
    about_fill(&about, operation, successor_of(catalogue, operation));
    about_text(&about, &walk->told);
    about_release(&about);
    walk->operation = operation->id;
    must_tell(walk, span_of(path));
    cJSON_ArrayForEach(item, node)
    {
        if (strcmp(item->string, "responses") == 0)
            must_tell_answer(walk, item);
        else if (!is_in_other_words(item))
            push(walk, item);
    }
    while (walk->count)
        walk_node(walk, walk->items[--walk->count]);
}

START_TEST(nothing_in_the_documents_is_left_out)
{
    struct walk *walk = mem_alloc(sizeof *walk);
    cJSON *root = read_document(documents[_i]);
    const cJSON *path, *node;
    walk->root = root;
    unsigned seen = 0;
    cJSON_ArrayForEach(path, member(root, "paths"))
    {
        cJSON_ArrayForEach(node, path)
        {
            walk_operation(walk, path->string, node);
            seen++;
        }
    }
    ck_assert_uint_gt(seen, 3);
    str_release(&walk->told);
    mem_free(walk);
    cJSON_Delete(root);
}
END_TEST

static Suite *
about_all_suite(void)
{
    Suite *suite = suite_create("about_all");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, nothing_in_the_documents_is_left_out, 0,
                        (int)(sizeof documents / sizeof *documents));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(about_all_suite)
