#include "config.h"

#include "api/answer.h"

#include "api/answer_parts.h"
#include "api/api_error.h"
#include "api/html_page.h"
#include "base/memory.h"
#include "json/scan.h"
#include "json/tree.h"

enum {
    LEVELS_MAX = 4,             /* JSON escaped in JSON escaped in ... */
    CANDIDATES_MAX = 256,       /* objects looked at in one text */
    OBJECT_MAX = 64 * 1024,     /* an error body among other text is never larger */
    WORK_MAX = 2 * 1024 * 1024, /* bytes read in all while looking */
};

/* One object in a text. */
struct candidate {
    struct span text;
    unsigned weight; /* as an API error; 0: is none */
    bool open;       /* ends with the text, not with its bracket */
    size_t read;     /* bytes that it took to find this out */
};

static bool
opens_object(struct span text, size_t at)
{
    for (size_t i = at + 1; i < text.n; i++) {
        char c = text.p[i];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            return c == '"' || c == '\'' || c == '}' || (unsigned char)c >= 0x80;
    }
    return false;
}

static bool
left_open(const struct json_tree *tree)
{
    for (size_t i = 0; i < tree->fault_count; i++)
        if (tree->faults[i].kind == JSON_FAULT_OPEN && tree->faults[i].at == 0)
            return true;
    return false;
}

/* Where the object that begins the text ends, by the lenient reader: a reader that
 * knows strings, so that a bracket inside one does not count. */
static struct candidate
measure(struct span text)
{
    struct json_tree tree;
    struct candidate found = {0};
    text = span_sub(text, 0, OBJECT_MAX);
    json_tree_read(&tree, text);
    if (tree.count && tree.nodes[0].kind == JSON_KIND_OBJECT) {
        found.open = left_open(&tree);
        found.read = found.open || tree.cut_short ? text.n : tree.nodes[0].length;
        found.text = span_sub(text, 0, tree.nodes[0].at + tree.nodes[0].length);
    }
    json_tree_release(&tree);
    return found;
}

static unsigned
weigh(struct span text)
{
    struct api_error error;
    api_error_read(&error, text);
    unsigned weight = error.json ? error.weight : 0;
    api_error_release(&error);
    return weight;
}

/* The object in the text that is most surely an API error; of equals the first, and a
 * whole one before one that was cut off. Without any, the first object at all. */
static struct candidate
best_object(struct span text)
{
    struct candidate best = {0};
    size_t work = 0, at = span_find_byte(text, 0, '{');
    for (int n = 0; at < text.n && n < CANDIDATES_MAX && work < WORK_MAX;) {
        size_t next = at + 1;
        if (opens_object(text, at)) {
            struct candidate found = measure(span_from(text, at));
            work += found.read;
            found.weight = weigh(found.text);
            bool better = found.weight > best.weight ||
                          (found.weight == best.weight && best.open && !found.open);
            if (found.text.n && (!best.text.n || better))
                best = found;
            if (found.text.n && !found.open)
                next = at + found.text.n;
            n++;
        }
        at = span_find_byte(text, next, '{');
    }
    return best;
}

/* The text around a body tells what its answer's head no longer can. */
static void
read_context(struct answer *answer, struct span text, struct span body)
{
    struct str around = {0};
    struct span before = span_sub(text, 0, (size_t)(body.p - text.p));
    str_add(&around, before);
    str_add_byte(&around, '\n');
    str_add(&around, span_from(text, before.n + body.n));
    answer->response.status = answer_status_find(str_span(&around));
    answer_headers_find(&answer->response.headers, str_span(&around));
    str_release(&around);
}

static void
take_object(struct answer *answer, struct span text, const struct candidate *found,
            unsigned level)
{
    bool alone = span_equal(span_trim(text), found->text);
    answer->form = level ? ANSWER_ESCAPED : alone ? ANSWER_JSON : ANSWER_EMBEDDED;
    answer->cut = found->open;
    read_context(answer, text, found->text);
    str_set(&answer->response.body, found->text);
}

static bool
undo_one(struct span text, struct str *out)
{
    return answer_undo_escapes(text, out) || answer_undo_entities(text, out);
}

/* A text that is one JSON document and nothing else, of any size. */
static bool
whole_document(struct span text)
{
    struct json_scan scan;
    struct span raw;
    json_scan_init(&scan, text);
    enum json_token token = json_scan_next(&scan, &raw);
    return (token == JSON_OBJECT || token == JSON_ARRAY) &&
           json_scan_skip(&scan, token) && json_scan_next(&scan, &raw) == JSON_END;
}

static void
take_document(struct answer *answer, struct span text)
{
    answer->form = ANSWER_JSON;
    str_set(&answer->response.body, span_trim(text));
}

/* Looks for a JSON body, undoing one level of escapes after the other. Where none holds
 * an error, the first object of the text as it was is taken. */
static bool
read_json(struct answer *answer, struct span text)
{
    bool document = whole_document(text);
    if (document && weigh(text)) {
        take_document(answer, text);
        return true;
    }
    struct candidate first = {0};
    struct str undone = {0};
    struct span current = text;
    for (unsigned level = 0; level < LEVELS_MAX; level++) {
        struct candidate best = best_object(current);
        if (best.weight) {
            take_object(answer, current, &best, level);
            str_release(&undone);
            return true;
        }
        if (level == 0)
            first = best;
        struct str next = {0};
        bool more = undo_one(current, &next);
        str_release(&undone);
        undone = next;
        current = str_span(&undone);
        if (!more)
            break;
    }
    str_release(&undone);
    if (document)
        take_document(answer, text);
    else if (first.text.n && (!first.open || first.text.p == span_trim(text).p))
        take_object(answer, text, &first, 0);
    return answer->form != ANSWER_NOTHING;
}

static bool
read_html(struct answer *answer, struct span text)
{
    size_t at = html_page_find(text);
    if (at == text.n)
        return false;
    struct span close = SPAN("</html>");
    size_t end = span_find_nocase(text, at, close);
    struct span page = span_sub(text, at, end < text.n ? end + close.n : text.n);
    answer->form = ANSWER_HTML;
    answer->cut = end >= text.n;
    read_context(answer, text, page);
    str_set(&answer->response.body, page);
    return true;
}

static void
read_words(struct answer *answer, struct span text)
{
    struct api_error error;
    api_error_read(&error, text);
    bool error_told = error.code.n || error.sign_in;
    api_error_release(&error);
    answer->response.status = answer_status_find(text);
    answer_headers_find(&answer->response.headers, text);
    answer->form = answer->response.status && !error_told ? ANSWER_STATUS : ANSWER_TEXT;
    if (answer->form == ANSWER_TEXT)
        str_set(&answer->response.body, text);
    else
        answer->response.completeness = RESPONSE_EMPTY;
}

/* Takes out what tools put around and into a text. */
static void
unwrap(struct answer *answer, struct str *text)
{
    static bool (*const undo[])(struct span, struct str *) = {
        answer_undo_trace, answer_undo_quotes, answer_undo_bars, answer_undo_wraps};
    for (size_t i = 0; i < COUNT_OF(undo); i++) {
        struct str undone = {0};
        if (undo[i](str_span(text), &undone)) {
            answer->wrapped = true;
            str_release(text);
            *text = undone;
        } else {
            str_release(&undone);
        }
    }
}

static void
read_http(struct answer *answer, struct span text)
{
    struct api_error error;
    answer->form = ANSWER_HTTP;
    answer_http_read(&answer->response, text);
    api_error_read(&error, str_span(&answer->response.body));
    answer->cut = error.json && error.cut;
    api_error_release(&error);
}

void
answer_read(struct answer *answer, struct span text)
{
    *answer = (struct answer){0};
    struct str own = str_dup(span_sub(text, 0, ANSWER_MAX));
    unwrap(answer, &own);
    struct span whole = str_span(&own);
    size_t http = answer_http_find(whole);
    if (!span_trim(whole).n)
        answer->form = ANSWER_NOTHING;
    else if (http < whole.n)
        read_http(answer, span_from(whole, http));
    else if (!read_json(answer, whole) && !read_html(answer, whole))
        read_words(answer, span_trim(whole));
    if (answer->cut)
        answer->response.completeness = RESPONSE_CUT;
    str_release(&own);
}

void
answer_release(struct answer *answer)
{
    response_release(&answer->response);
    *answer = (struct answer){0};
}
