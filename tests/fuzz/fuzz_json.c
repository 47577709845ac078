/* The strict and the lenient reader: they end, agree with each other and, where the two
 * can be compared, with cJSON; and what can be mended is whole after it. */
#include "fuzz.h"

#include "base/utf8.h"
#include "json/text.h"
#include "json/tree.h"

#include <cjson/cJSON.h>
#include <string.h>

/* What cJSON can't take although it is JSON. */
struct beyond {
    bool surrogate, number, depth;
};

static bool
scan(struct span text, struct beyond *beyond, struct json_fault *fault)
{
    struct json_scan scan;
    struct str value = {0};
    struct span raw;
    enum json_token token;
    const char *last = text.p;
    json_scan_init(&scan, text);
    do {
        token = json_scan_next(&scan, &raw);
        if (raw.n) {
            MUST(raw.p >= last && raw.p + raw.n <= text.p + text.n);
            last = raw.p + raw.n;
        }
        str_clear(&value);
        if (token == JSON_STRING || token == JSON_NAME)
            beyond->surrogate |= !json_unquote(&value, raw);
        beyond->number |= token == JSON_NUMBER && raw.n > 60;
        beyond->depth |= scan.depth >= 500;
    } while (token != JSON_END && token != JSON_BROKEN);
    str_release(&value);
    *fault = scan.fault;
    return token == JSON_END;
}

static void
compare_with_cjson(struct span text, bool whole, const struct beyond *beyond,
                   const struct json_fault *fault)
{
    struct str copy = str_dup(text);
    cJSON *json = cJSON_ParseWithLengthOpts(copy.p, copy.n + 1, NULL, true);
    if (whole && !beyond->surrogate && !beyond->number && !beyond->depth)
        MUST(json);
    /* cJSON also takes numbers like 01 and 5., raw controls, any control as white
       space, bad hexadecimal digits as 0, and a byte order mark */
    if (!whole && json)
        MUST(fault->kind == JSON_FAULT_NUMBER || fault->kind == JSON_FAULT_CONTROL ||
             fault->kind == JSON_FAULT_ESCAPE || span_ends(text, ".") ||
             (fault->at < text.n && (unsigned char)text.p[fault->at] < 0x20) ||
             span_starts(text, "\xef\xbb\xbf"));
    cJSON_Delete(json);
    str_release(&copy);
}

static bool
mendable(const struct json_tree *tree)
{
    for (size_t i = 0; i < tree->fault_count; i++)
        switch ((int)tree->faults[i].kind) {
        case JSON_FAULT_EMPTY:
        case JSON_FAULT_CUT:
        case JSON_FAULT_UNEXPECTED:
        case JSON_FAULT_NUMBER:
        case JSON_FAULT_ESCAPE:
        case JSON_FAULT_UTF8:
        case JSON_FAULT_TRAILING:
        case JSON_FAULT_DEEP:
            return false;
        default:
            break;
        }
    return true;
}

static void
check_tree(const struct json_tree *tree)
{
    struct str out = {0};
    MUST(tree->count);
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct json_node *node = &tree->nodes[i];
        MUST(node->at + node->length <= tree->text.n);
        MUST(node->name_at + node->name_length <= tree->text.n);
        MUST((node->parent == JSON_NONE) == (i == 0));
        MUST(!i || node->at >= tree->nodes[i - 1].at);
        MUST(node->next == JSON_NONE || node->next > i);
        if (i < 100) {
            json_node_decoded_name(tree, node, &out);
            MUST(utf8_valid(str_span(&out)));
            json_node_decoded(tree, node, &out);
            MUST(node->kind != JSON_KIND_STRING || utf8_valid(str_span(&out)));
            json_node_pointer(tree, node, &out);
        }
    }
    for (size_t i = 0; i < tree->fault_count; i++) {
        const struct json_fault *fault = &tree->faults[i];
        MUST(fault->kind != JSON_FAULT_NONE &&
             fault->at + fault->length <= tree->text.n);
        MUST(!i || fault->at >= tree->faults[i - 1].at);
    }
    str_release(&out);
}

static void
check_mend(const struct json_tree *tree)
{
    struct str mended = {0}, again = {0};
    struct json_fault fault;
    struct beyond beyond = {0};
    size_t count = json_tree_mend(tree, &mended);
    MUST(count <= tree->fault_count);
    if (!tree->fault_count)
        MUST(count == 0 && span_equal(str_span(&mended), tree->text));
    if (!tree->cut_short && mendable(tree)) {
        MUST(count == tree->fault_count);
        MUST(scan(str_span(&mended), &beyond, &fault));
        struct json_tree second;
        json_tree_read(&second, str_span(&mended));
        MUST(second.fault_count == 0);
        json_tree_mend(&second, &again);
        MUST(span_equal(str_span(&again), str_span(&mended)));
        json_tree_release(&second);
    }
    str_release(&mended);
    str_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = {(const char *)data, size};
    struct json_tree tree;
    struct json_fault fault;
    struct beyond beyond = {0};
    bool whole = scan(text, &beyond, &fault);
    MUST(whole == (fault.kind == JSON_FAULT_NONE));
    MUST(fault.at + fault.length <= size);
    if (utf8_valid(text))
        compare_with_cjson(text, whole, &beyond, &fault);
    json_tree_read(&tree, text);
    MUST(tree.cut_short || whole == (tree.fault_count == 0));
    check_tree(&tree);
    check_mend(&tree);
    json_tree_release(&tree);
    return 0;
}
