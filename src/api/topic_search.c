#include "config.h"

#include "api/topic_search.h"

#include "base/utf8.h"

#include <string.h>

enum rank { RANK_IS, RANK_BEGINS, RANK_TITLE, RANK_HEADING, RANK_TEXT, RANK_NONE };

static struct span
title_of(const struct topic_page *page)
{
    struct span text = span_of(page->text), line;
    span_next(&text, '\n', &line);
    return span_starts(line, "# ") ? span_from(line, 2) : line;
}

static bool
holds(struct span text, struct span word)
{
    return span_find_nocase(text, 0, word) < text.n;
}

/* Chinese is written without spaces: of a phrase that does not stand there as it is,
 * each two neighbours have to. */
static bool
holds_pairs(struct span text, struct span phrase)
{
    uint32_t c;
    size_t first = utf8_next(phrase, &c), pairs = 0;
    while (first && first < phrase.n) {
        size_t second = utf8_next(span_from(phrase, first), &c);
        if (!second || !holds(text, span_sub(phrase, 0, first + second)))
            return false;
        phrase = span_from(phrase, first);
        first = second;
        pairs++;
    }
    return pairs > 1;
}

static bool
mentions(struct span text, struct span word)
{
    bool chinese = word.n && (unsigned char)word.p[0] >= 0xe3;
    return holds(text, word) || (chinese && holds_pairs(text, word));
}

/* The lines that tell what a page is about: its first paragraph and its headings. */
static bool
leads_with(const struct topic_page *page, struct span word)
{
    struct span text = span_of(page->text), line;
    unsigned paragraphs = 0;
    while (span_next(&text, '\n', &line)) {
        bool heading = span_starts(line, "#");
        paragraphs += line.n && !heading;
        if ((heading || (line.n && paragraphs == 1)) && mentions(line, word))
            return true;
    }
    return false;
}

static enum rank
rank_word(const struct topic_page *page, struct span word)
{
    if (mentions(title_of(page), word) || holds(span_of(page->name), word))
        return RANK_TITLE;
    if (!mentions(span_of(page->text), word))
        return RANK_NONE;
    return leads_with(page, word) ? RANK_HEADING : RANK_TEXT;
}

static struct span
last_part(const char *name)
{
    const char *slash = strrchr(name, '/');
    return span_of(slash ? slash + 1 : name);
}

static enum rank
rank_of(const struct topic_page *page, struct span words)
{
    struct span title = title_of(page), rest = words, word;
    enum rank rank = RANK_TITLE;
    if (words.n && (span_equal_nocase(title, words) ||
                    span_equal_nocase(last_part(page->name), words)))
        return RANK_IS;
    if (words.n && span_equal_nocase(span_sub(title, 0, words.n), words))
        return RANK_BEGINS;
    while (span_next(&rest, ' ', &word)) {
        enum rank one = word.n ? rank_word(page, word) : RANK_TITLE;
        rank = one > rank ? one : rank;
    }
    return rank;
}

/* Behind those of its rank. */
static size_t
insert(struct topic_hit *hits, size_t count, size_t max, struct topic_hit hit)
{
    size_t at = count;
    while (at && hits[at - 1].rank > hit.rank)
        at--;
    if (at == max)
        return count;
    size_t kept = count < max ? count : max - 1;
    memmove(&hits[at + 1], &hits[at], (kept - at) * sizeof *hits);
    hits[at] = hit;
    return kept + 1;
}

size_t
topic_search(const char *language, struct span words, struct topic_hit *hits,
             size_t max)
{
    size_t count = 0;
    words = span_trim(words);
    for (const struct topic_page *page = topic_pages; page->name; page++) {
        if (strcmp(page->language, "en") != 0)
            continue;
        const struct topic_page *own = topic_find(language, span_of(page->name));
        enum rank rank = rank_of(own, words);
        unsigned nested = strchr(own->name, '/') != NULL;
        if (rank != RANK_NONE)
            count =
                insert(hits, count, max, (struct topic_hit){own, 2 * rank + nested});
    }
    return count;
}
