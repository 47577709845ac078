/* What is known of an operation or a token, laid out. */
#include "config.h"

#include "explorer/pages.h"

#include "base/sanitise.h"
#include "base/text.h"

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

static void
put_lines(struct page *page, const struct about *about)
{
    for (size_t i = 0; i < about->count; i++) {
        put_line(page, &about->lines[i]);
        if (about->lines[i].kind == ABOUT_TEXT)
            page_gap(page);
    }
}

void
page_lines(struct page *page, const struct about *about, int columns)
{
    page_begin(page, columns);
    put_lines(page, about);
}

/* Beside their lines they may have no room: here they stand in full. */
static void
add_hints(struct about *about, const struct hints *hints)
{
    static const enum style styles[] = {[SEVERITY_ERROR] = STYLE_BAD,
                                        [SEVERITY_WARNING] = STYLE_WARN,
                                        [SEVERITY_INFO] = STYLE_DIM};
    if (hints->count)
        about_add(about, ABOUT_HEADING, _("What the check finds"));
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->items[i];
        struct about_line *line = about_add(about, ABOUT_FINDING, NULL);
        str_add_text(&line->name, "▲");
        if (hint->line)
            str_addf(&line->text, _("line %zu: "), hint->line);
        str_add_text(&line->text, hint->text);
        line->style = styles[hint->severity];
    }
}

void
page_about(struct page *page, const struct operation *operation,
           const struct operation *successor, const struct hints *hints, int columns)
{
    struct about found = {0}, about = {0};
    add_hints(&found, hints);
    about_fill(&about, operation, successor);
    page_lines(page, &found, columns);
    page_gap(page);
    put_lines(page, &about);
    about_release(&found);
    about_release(&about);
}
