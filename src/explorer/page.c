#include "config.h"

#include "explorer/page.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/unicode.h"
#include "base/utf8.h"

static void
forget_links(struct page *page)
{
    for (size_t i = 0; i < page->link_count; i++)
        mem_free(page->links[i]);
    page->link_count = 0;
    page->chosen = page->link = 0;
    page->topic = NULL;
}

void
page_begin(struct page *page, int columns)
{
    str_clear(&page->text);
    forget_links(page);
    page->run_count = page->line_count = 0;
    page->columns = columns > 1 ? columns : 1;
    page->indent = page->hanging = page->column = 0;
    page->from = page->space = page->earlier = 0;
    page->space_column = page->earlier_column = 0;
    page->open = page->whole_code = page->tight = page->targets = false;
}

void
page_release(struct page *page)
{
    str_release(&page->text);
    forget_links(page);
    mem_free(page->links);
    mem_free(page->runs);
    mem_free(page->lines);
    *page = (struct page){0};
}

void
page_indent(struct page *page, int first, int rest)
{
    page_break(page);
    page->indent = first < page->columns - 1 ? first : 0;
    page->hanging = rest < page->columns - 1 ? rest : 0;
}

static void
begin_line(struct page *page, int indent)
{
    page->open = true;
    page->column = indent;
    page->from = page->space = page->text.n;
    page->space_column = indent;
}

static void
add_line(struct page *page, size_t to, int indent)
{
    ARRAY_GROW(page->lines, page->line_count, page->line_room);
    page->lines[page->line_count++] = (struct page_line){page->from, to, indent};
}

void
page_break(struct page *page)
{
    if (!page->open)
        return;
    add_line(page, page->text.n, page->indent);
    page->open = false;
}

void
page_gap(struct page *page)
{
    page_break(page);
    if (!page->line_count || page->tight)
        return;
    struct page_line *last = &page->lines[page->line_count - 1];
    if (last->from == last->to)
        return;
    page->from = page->text.n;
    add_line(page, page->from, 0);
}

/* Ends the line at the last space, or here where there is none, and takes the rest to a
 * new one. */
static void
wrap(struct page *page)
{
    bool word = page->space > page->from;
    size_t at = word ? page->space : page->text.n;
    int carried = word ? page->column - page->space_column : 0;
    size_t to = at;
    while (to > page->from && page->text.p[to - 1] == ' ')
        to--;
    add_line(page, to, page->indent);
    page->from = page->space = at;
    page->indent = page->hanging;
    page->column = page->hanging + carried;
    page->space_column = page->hanging;
}

static void
set_style(struct page *page, enum style style)
{
    const struct page_run *last =
        page->run_count ? &page->runs[page->run_count - 1] : NULL;
    if (last && last->style == style && last->link == page->link)
        return;
    ARRAY_GROW(page->runs, page->run_count, page->run_room);
    page->runs[page->run_count++] = (struct page_run){page->text.n, style, page->link};
}

static uint32_t
first_of(const struct sanitised *piece)
{
    uint32_t c = 0;
    utf8_next(span_of(piece->text), &c);
    return c;
}

/* Between wide characters a line may be broken, but not before a mark that closes nor
 * behind one that opens. */
static void
note_break(struct page *page, const struct sanitised *piece, bool space)
{
    if (!space && (piece->columns != 2 || unicode_opens(first_of(piece))))
        return;
    page->earlier = page->space;
    page->earlier_column = page->space_column;
    page->space = page->text.n;
    page->space_column = page->column;
}

static void
keep_with_mark(struct page *page, const struct sanitised *piece)
{
    if (page->space == page->text.n && page->earlier > page->from &&
        page->text.p[page->text.n - 1] != ' ' && unicode_closes(first_of(piece))) {
        page->space = page->earlier;
        page->space_column = page->earlier_column;
    }
}

static void
put(struct page *page, const struct sanitised *piece, enum style style, bool words)
{
    bool space = words && piece->text[0] == ' ';
    if (!page->open)
        begin_line(page, page->indent);
    keep_with_mark(page, piece);
    if (page->column + (int)piece->columns > page->columns && !space &&
        page->column > page->indent)
        wrap(page);
    set_style(page, piece->escaped ? STYLE_ESCAPE : style);
    str_add_text(&page->text, piece->text);
    page->column += (int)piece->columns;
    note_break(page, piece, space);
}

static void
lay_out(struct page *page, struct span text, enum style style, bool words)
{
    struct sanitised piece;
    int first = page->indent, rest = page->hanging;
    for (; sanitise_next(text, SANITISE_SOURCE, &piece);
         text = span_from(text, piece.bytes)) {
        if (text.p[0] != '\n') {
            put(page, &piece, style, words);
            continue;
        }
        if (!page->open)
            begin_line(page, first);
        page_break(page);
        page->indent = words ? rest : first;
    }
}

void
page_flow(struct page *page, struct span text, enum style style)
{
    lay_out(page, text, style, true);
}

void
page_flowf(struct page *page, enum style style, const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    page_flow(page, str_span(&text), style);
    str_release(&text);
}

void
page_verbatim_more(struct page *page, struct span text, enum style style)
{
    lay_out(page, text, style, false);
}

void
page_verbatim(struct page *page, struct span text, enum style style)
{
    page_break(page);
    page_verbatim_more(page, text, style);
    page_break(page);
}

bool
page_link_place(const struct page *page, unsigned link, size_t *line, int *column)
{
    size_t run = 0;
    while (run < page->run_count && page->runs[run].link != link)
        run++;
    if (!link || run == page->run_count)
        return false;
    size_t from = page->runs[run].from;
    for (*line = 0; *line < page->line_count; ++*line) {
        const struct page_line *shown = &page->lines[*line];
        if (shown->to <= from)
            continue;
        struct span before = span_sub(str_span(&page->text), shown->from, from);
        *column = shown->indent + (int)sanitise_columns(before, SANITISE_SOURCE);
        return true;
    }
    return false;
}

unsigned
page_link_at(const struct page *page, size_t line, int column)
{
    if (line >= page->line_count)
        return 0;
    const struct page_line *shown = &page->lines[line];
    struct span text = span_sub(str_span(&page->text), shown->from, shown->to);
    struct sanitised piece;
    int x = shown->indent;
    size_t at = shown->from, run = 0;
    while (column >= x && sanitise_next(text, SANITISE_SOURCE, &piece) &&
           column >= x + (int)piece.columns) {
        x += (int)piece.columns;
        at += piece.bytes;
        text = span_from(text, piece.bytes);
    }
    if (column < x || !text.n)
        return 0;
    while (run + 1 < page->run_count && page->runs[run + 1].from <= at)
        run++;
    return page->runs[run].link;
}
