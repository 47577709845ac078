#include "config.h"

#include "api/history.h"

#include "base/memory.h"
#include "base/text.h"

void
history_entry_release(struct history_entry *entry)
{
    char *const texts[] = {entry->id,  entry->profile, entry->operation, entry->method,
                           entry->url, entry->code,    entry->target,    entry->note};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        mem_free(texts[i]);
    *entry = (struct history_entry){0};
}

void
history_entries_release(struct history_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++)
        history_entry_release(&entries->items[i]);
    mem_free(entries->items);
    *entries = (struct history_entries){0};
}

static bool
failed(const struct history_entry *entry)
{
    return entry->status < 200 || entry->status > 299;
}

/* All that can be found in an entry, one after another, with line breaks between. */
static void
gather(const struct history_entry *entry, struct str *out)
{
    const char *const texts[] = {
        entry->id,
        entry->profile,
        entry->operation,
        entry->method,
        entry->url,
        entry->code,
        entry->target,
        entry->note,
        entry->marked ? "marked" : NULL,
        entry->unanswered ? "unanswered" : NULL,
        failed(entry) ? "failed" : NULL,
    };
    clock_add_rfc3339(out, entry->time);
    str_addf(out, "\n%d", entry->status);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (texts[i])
            str_addf(out, "\n%s", texts[i]);
}

bool
history_matches(const struct history_entry *entry, struct span words)
{
    struct str text = {0};
    struct span word;
    bool all = true;
    gather(entry, &text);
    while (all && span_next(&words, ' ', &word))
        all = span_find_nocase(str_span(&text), 0, word) < text.n || !word.n;
    str_release(&text);
    return all;
}

/* What tells two calls of an operation apart: its address without the host. */
static void
add_path(struct str *out, struct span url)
{
    size_t scheme = span_find(url, 0, SPAN("://"));
    size_t path = span_find_byte(url, scheme < url.n ? scheme + 3 : 0, '/');
    if (path < url.n)
        str_addf(out, "  %.*s", SPAN_ARG(span_from(url, path)));
}

void
history_line(const struct history_entry *entry, struct str *out)
{
    struct str time = {0};
    clock_add_rfc3339(&time, entry->time);
    /* 2026-01-31T08:15:00.123Z: to the second is enough here */
    str_addf(out, "%c%.10s %.8s  ", entry->marked ? '*' : ' ', str_text(&time),
             str_text(&time) + 11);
    if (entry->status)
        str_addf(out, "%d  ", entry->status);
    else
        str_add_text(out, entry->unanswered ? "?    " : "-    ");
    str_addf(out, "%-24s  ", entry->code ? entry->code : "");
    if (entry->operation)
        str_add_text(out, entry->operation);
    else
        str_add_text(out, entry->method ? entry->method : "");
    if (entry->note)
        str_addf(out, "  (%s)", entry->note);
    add_path(out, span_of(entry->url));
    if (entry->target)
        str_addf(out, "  %s", entry->target);
    str_release(&time);
}
