#include "config.h"

#include "api/html_page.h"

#include "base/memory.h"

enum {
    READ_MAX = 65536,
    TITLE_MAX = 300,
    REFERENCE_MIN = 20, /* Front Door's base64 reference is far longer than a word */
};

static const char *const openings[] = {"<!doctype html", "<html", "<head", "<title"};

size_t
html_page_find(struct span text)
{
    size_t first = text.n;
    struct span start = span_sub(text, 0, READ_MAX);
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        size_t at = span_find_nocase(start, 0, span_of(openings[i]));
        if (at < start.n && at < first)
            first = at;
    }
    return first;
}

void
html_page_text(struct span page, size_t limit, struct str *out)
{
    bool tag = false;
    for (size_t i = 0; i < page.n && out->n < limit; i++) {
        char c = page.p[i];
        if (c == '<' || c == '>')
            tag = c == '<';
        else if (!tag)
            str_add_byte(out, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
}

/* The text inside the first such element. */
static void
element_text(struct str *out, struct span page, struct span open, struct span close)
{
    size_t at = span_find_nocase(page, 0, open);
    size_t from = span_find_byte(page, at, '>');
    if (at == page.n || from == page.n)
        return;
    size_t to = span_find_nocase(page, from, close);
    html_page_text(span_trim(span_sub(page, from + 1, to)), TITLE_MAX, out);
}

static const struct {
    const char *sign;
    enum html_origin origin;
} signs[] = {
    {"Microsoft-Azure-Application-Gateway", HTML_APPLICATION_GATEWAY},
    {"Our services aren't available right now", HTML_FRONT_DOOR},
    {"Azure Front Door", HTML_FRONT_DOOR},
    {"login.microsoftonline.com", HTML_SIGN_IN},
    {"type=\"password\"", HTML_SIGN_IN},
    {"Web server received an invalid response while acting as a gateway", HTML_IIS},
    {"<fieldset><h2>", HTML_IIS},
    {"Internet Information Services", HTML_IIS},
    {"<h1>Server Error</h1>", HTML_IIS},
};

static bool
reference_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '+' ||
           c == '/' || c == '=';
}

/* Front Door puts its reference, a base64 text, behind the words; the last long run of
 * such characters outside tags is it. */
static void
find_reference(struct str *out, struct span page)
{
    bool tag = false;
    for (size_t i = 0; i < page.n; i++) {
        if (page.p[i] == '<' || page.p[i] == '>')
            tag = page.p[i] == '<';
        size_t to = i;
        bool digit = false;
        while (!tag && to < page.n && reference_byte(page.p[to])) {
            digit = digit || (page.p[to] >= '0' && page.p[to] <= '9');
            to++;
        }
        if (to - i >= REFERENCE_MIN && digit)
            str_set(out, span_sub(page, i, to));
        if (to > i)
            i = to - 1;
    }
}

bool
html_page_read(struct html_page *page, struct span text)
{
    *page = (struct html_page){0};
    size_t at = html_page_find(text);
    if (at == text.n)
        return false;
    text = span_sub(text, at, at + READ_MAX);
    element_text(&page->title, text, SPAN("<title"), SPAN("</title"));
    if (!page->title.n)
        element_text(&page->title, text, SPAN("<h1"), SPAN("</h1"));
    if (!page->title.n)
        element_text(&page->title, text, SPAN("<h2"), SPAN("</h2"));
    for (size_t i = 0; i < COUNT_OF(signs) && !page->origin; i++)
        if (span_find_nocase(text, 0, span_of(signs[i].sign)) < text.n)
            page->origin = signs[i].origin;
    uint64_t status;
    struct span title = str_span(&page->title);
    if (span_number(span_sub(title, 0, 3), 599, &status) && status >= 400)
        page->status = (int)status;
    if (page->origin == HTML_FRONT_DOOR)
        find_reference(&page->reference, text);
    return true;
}

void
html_page_release(struct html_page *page)
{
    str_release(&page->title);
    str_release(&page->reference);
    *page = (struct html_page){0};
}
