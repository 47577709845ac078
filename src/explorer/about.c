/* What is known of an operation or a token, laid out. */
#include "config.h"

#include "explorer/pages.h"

#include "base/sanitise.h"

enum { NAME_COLUMNS = 15 };

/* A row's name, as wide as all of them. */
static void
put_name(struct page *page, struct span name)
{
    struct str text = str_dup(name);
    size_t columns = sanitise_columns(name, SANITISE_PLAIN);
    str_add_repeat(&text, ' ', columns < NAME_COLUMNS ? NAME_COLUMNS - columns : 0);
    str_add_byte(&text, ' ');
    page_flow(page, str_span(&text), STYLE_DIM);
    str_release(&text);
}

static void
put_detail(struct page *page, const struct about_line *line)
{
    if (line->detail.n)
        page_flow(page, SPAN("  "), STYLE_DIM);
    page_flow(page, str_span(&line->detail), STYLE_DIM);
    if (line->text.n)
        page_flow(page, SPAN(": "), STYLE_DIM);
}

static void
put_line(struct page *page, const struct about_line *line)
{
    static const enum style styles[] = {
        [ABOUT_TITLE] = STYLE_TITLE,  [ABOUT_TEXT] = STYLE_NORMAL,
        [ABOUT_ROW] = STYLE_NORMAL,   [ABOUT_HEADING] = STYLE_TITLE,
        [ABOUT_NAME] = STYLE_NORMAL,  [ABOUT_VALUES] = STYLE_STRING,
        [ABOUT_POINT] = STYLE_NORMAL, [ABOUT_FINDING] = STYLE_NORMAL,
    };
    static const struct {
        int first, rest;
    } indents[] = {
        [ABOUT_ROW] = {0, NAME_COLUMNS + 1},
        [ABOUT_NAME] = {2, 4},
        [ABOUT_VALUES] = {6, 6},
        [ABOUT_POINT] = {2, 4},
        [ABOUT_FINDING] = {0, 2},
    };
    int in = 2 * (int)line->depth;
    if (line->kind == ABOUT_HEADING)
        page_gap(page);
    page_indent(page, indents[line->kind].first + in, indents[line->kind].rest + in);
    if (line->kind == ABOUT_ROW)
        put_name(page, str_span(&line->name));
    if (line->kind == ABOUT_NAME) {
        page_flow(page, str_span(&line->name), STYLE_NAME);
        put_detail(page, line);
    }
    if (line->kind == ABOUT_FINDING)
        page_flowf(page, line->style, "%s ", str_text(&line->name));
    if (line->kind == ABOUT_POINT)
        page_flow(page, SPAN("• "), STYLE_NORMAL);
    page_flow(page, str_span(&line->text),
              line->kind == ABOUT_ROW ? line->style : styles[line->kind]);
    page_break(page);
    if (line->kind == ABOUT_FINDING && line->detail.n) {
        page_indent(page, 2, 4);
        page_flow(page, SPAN("→ "), STYLE_KEY);
        page_flow(page, str_span(&line->detail), STYLE_NORMAL);
        page_break(page);
    }
}

void
page_lines(struct page *page, const struct about *about, int columns)
{
    page_begin(page, columns);
    for (size_t i = 0; i < about->count; i++) {
        put_line(page, &about->lines[i]);
        if (about->lines[i].kind == ABOUT_TEXT)
            page_gap(page);
    }
}

void
page_about(struct page *page, const struct operation *operation,
           const struct operation *successor, int columns)
{
    struct about about = {0};
    about_fill(&about, operation, successor);
    page_lines(page, &about, columns);
    about_release(&about);
}
