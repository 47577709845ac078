#include "config.h"

#include "api/topic.h"

#include "base/memory.h"

#include <string.h>

static const struct topic_page *
find_in(const char *language, struct span name)
{
    for (const struct topic_page *page = topic_pages; page->name; page++)
        if (span_is(name, page->name) &&
            span_equal(span_of(page->language), span_of(language)))
            return page;
    return NULL;
}

const struct topic_page *
topic_find(const char *language, struct span name)
{
    const struct topic_page *page = language ? find_in(language, name) : NULL;
    return page ? page : find_in("en", name);
}

static struct span
folder_of(struct span name)
{
    while (name.n && name.p[name.n - 1] != '/')
        name.n--;
    return name;
}

bool
topic_link(struct span name, struct span link, struct str *out)
{
    struct span folder = folder_of(name);
    link = span_sub(link, 0, span_find_byte(link, 0, '#'));
    if (!span_ends(link, ".md"))
        return false;
    link.n -= strlen(".md");
    while (span_starts(link, "../")) {
        link = span_from(link, 3);
        folder = folder_of(span_sub(folder, 0, folder.n ? folder.n - 1 : 0));
    }
    struct str target = str_dup(folder);
    str_add(&target, link);
    bool known = find_in("en", str_span(&target)) != NULL;
    if (known)
        str_add(out, str_span(&target));
    str_release(&target);
    return known;
}

/* The text of a line without its marks: `code`, **bold** and [links](x) keep only what
 * they show. */
static void
add_plain(struct str *out, struct span line)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        char next = i + 1 < line.n ? line.p[i + 1] : '\0';
        if (c == '*' && next == '*')
            i++;
        else if (c == ']' && next == '(')
            i = span_find_byte(line, i, ')');
        else if (c != '`' && !(c == '[' && span_find(line, i, SPAN("](")) < line.n))
            str_add_byte(out, c);
    }
}

void
topic_add_title(const struct topic_page *page, struct str *out)
{
    struct span text = span_of(page->text), line;
    span_next(&text, '\n', &line);
    add_plain(out, span_starts(line, "# ") ? span_from(line, 2) : line);
}

/* The marker of a list item: "- ", "* ", "1. "; 0: none. */
static size_t
item_marker(struct span line)
{
    size_t digits = 0;
    if (span_starts(line, "- ") || span_starts(line, "* "))
        return 2;
    while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
        digits++;
    return digits && span_starts(span_from(line, digits), ". ") ? digits + 2 : 0;
}

/* The headings of the two lists, in the languages of help/. */
static const char *const causes_headings[] = {"Usual causes", "常见原因"};
static const char *const steps_headings[] = {"What to do", "怎么办", "处理办法",
                                             "该怎么做", "处理方法"};

static bool
is_one_of(struct span heading, const char *const *headings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_is_nocase(heading, headings[i]))
            return true;
    return false;
}

struct reading {
    struct topic *topic;
    struct str text;    /* of the paragraph or item under way */
    struct texts *list; /* that it goes into; NULL: the summary, or nowhere */
    bool item, fence, headed;
};

/* Ends the paragraph or item under way. */
static void
finish(struct reading *reading)
{
    struct topic *topic = reading->topic;
    if (reading->text.n && reading->item && reading->list)
        texts_add(reading->list, str_span(&reading->text));
    else if (reading->text.n && !reading->item && !reading->headed && !topic->summary)
        topic->summary = str_take(&reading->text);
    str_clear(&reading->text);
    reading->item = false;
}

static void
read_heading(struct reading *reading, struct span line)
{
    struct topic *topic = reading->topic;
    size_t level = 0;
    while (level < line.n && line.p[level] == '#')
        level++;
    struct span heading = span_trim(span_from(line, level));
    finish(reading);
    if (level == 1 && !topic->title) {
        add_plain(&reading->text, heading);
        topic->title = str_take(&reading->text);
        return;
    }
    reading->headed = true;
    reading->list = NULL;
    if (is_one_of(heading, causes_headings, COUNT_OF(causes_headings)))
        reading->list = &topic->causes;
    else if (is_one_of(heading, steps_headings, COUNT_OF(steps_headings)))
        reading->list = &topic->steps;
}

static void
read_line(struct reading *reading, struct span line)
{
    struct span text = span_trim(line);
    size_t marker = item_marker(text);
    if (span_starts(text, "```")) {
        finish(reading);
        reading->fence = !reading->fence;
        return;
    }
    if (reading->fence)
        return;
    if (span_starts(line, "#")) {
        read_heading(reading, line);
        return;
    }
    if (!text.n || marker)
        finish(reading);
    if (marker) {
        reading->item = true;
        text = span_trim(span_from(text, marker));
    }
    if (text.n && reading->text.n)
        str_add_byte(&reading->text, ' ');
    add_plain(&reading->text, text);
}

void
topic_read(struct topic *topic, const struct topic_page *page)
{
    struct reading reading = {.topic = topic};
    struct span rest = span_of(page->text), line;
    *topic = (struct topic){0};
    while (span_next(&rest, '\n', &line))
        read_line(&reading, line);
    finish(&reading);
    str_release(&reading.text);
}

void
topic_release(struct topic *topic)
{
    mem_free(topic->title);
    mem_free(topic->summary);
    texts_release(&topic->causes);
    texts_release(&topic->steps);
    *topic = (struct topic){0};
}
