/* The request under composition: target, slots, body with its hints, query, headers. */
#include "config.h"

#include "api/server.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "base/utf8.h"
#include "explorer/areas.h"
#include "view/view.h"
#include "view/widgets.h"

#include <string.h>

enum { NAME_COLUMNS = 14, NAME_COLUMNS_MOST = 26, METHOD_COLUMNS = 7, HINT_LEAST = 16 };

/* What a row looks like: under the cursor, being edited, or neither. */
struct look {
    bool here, editing;
    enum style style;
};

static struct look
look_at(const struct explorer *explorer, bool here)
{
    bool focus = explorer->focus == PANE_REQUEST;
    struct look look = {here && focus, here && explorer->composer.editing,
                        STYLE_NORMAL};
    if (look.here && !look.editing)
        look.style = STYLE_FOCUS;
    return look;
}

static enum style
severity_style(enum severity severity)
{
    return severity == SEVERITY_ERROR     ? STYLE_BAD
           : severity == SEVERITY_WARNING ? STYLE_WARN
                                          : STYLE_DIM;
}

/* "▲ the hint's sentence" from x to the right edge; nothing where there is no room. */
static void
draw_hint(const struct explorer *explorer, struct screen *screen, struct rect area,
          int y, int x, const struct hint *hint)
{
    if (!hint)
        return;
    if (x > area.columns - HINT_LEAST)
        x = area.columns - HINT_LEAST;
    if (x < 1)
        return;
    struct str text = {0};
    bool renamed = hint->kind == HINT_CASE || hint->kind == HINT_SPELLING ||
                   hint->kind == HINT_ENUM_CASE;
    if (renamed && hint->expected && hint->found)
        str_addf(&text, "▲ %s → %s", hint->found, hint->expected);
    else
        str_addf(&text, "▲ %s", hint->text);
    x = screen_put_cut(screen, area, y, x, area.columns - x - (hint->fix ? 7 : 0),
                       str_span(&text), SANITISE_PLAIN, severity_style(hint->severity));
    if (hint->fix) {
        x = screen_put(screen, area, y, x + 1, keymap_key(explorer->keymap, ACTION_FIX),
                       STYLE_KEY);
        screen_puts(screen, area, y, x + 1, _("fix"), STYLE_DIM);
    }
    str_release(&text);
}

static void
draw_target(const struct explorer *explorer, struct screen *screen, struct rect area)
{
    const struct composer *composer = &explorer->composer;
    struct look look = look_at(explorer, composer->item == COMPOSER_TARGET);
    if (look.editing) {
        draw_field(screen, area, 0, 0, area.columns, &composer->field, true);
        return;
    }
    const char *method = composer->request.method;
    if (!method) {
        screen_put_cut(screen, area, 0, 0, area.columns,
                       span_of(_("Press o to choose an operation, or 2 and Enter to "
                                 "type a method and a path.")),
                       SANITISE_PLAIN, look.here ? STYLE_FOCUS : STYLE_DIM);
        return;
    }
    struct str url = {0};
    const struct operation *operation = composer->request.operation;
    const char *base = NULL;
    if (explorer->profile)
        base = server_base(explorer->profile, operation,
                           request_product(&composer->request));
    bool whole = strstr(composer->request.path, "://") != NULL;
    str_add_text(&url, whole ? "" : base ? base : "…");
    str_add_text(&url, composer->request.path);
    if (look.here) {
        screen_fill(screen, area, STYLE_FOCUS);
        screen_cursor(screen, area, 0, 0);
    }
    screen_puts(screen, area, 0, 0, method,
                look.here ? STYLE_FOCUS : method_style(operation));
    int x =
        screen_put_cut(screen, area, 0, METHOD_COLUMNS, area.columns - METHOD_COLUMNS,
                       str_span(&url), SANITISE_PLAIN, look.style);
    if (operation && operation->retires && operation->successor)
        screen_put_cut(screen, area, 0, x + 2, area.columns - x - 2,
                       span_of(_("▲ retires: use M")), SANITISE_PLAIN, STYLE_WARN);
    else
        draw_hint(explorer, screen, area, 0, x + 2,
                  composer_hint_at(composer, "path", ""));
    str_release(&url);
}

/* Columns that the names of the slots take, with the gap after them. */
static int
slot_name_columns(const struct pairs *slots)
{
    int columns = 4;
    for (size_t i = 0; i < slots->count; i++) {
        int own =
            (int)sanitise_columns(span_of(slots->items[i].name), SANITISE_PLAIN) + 2;
        if (own > columns)
            columns = own < NAME_COLUMNS_MOST ? own : NAME_COLUMNS_MOST;
    }
    return columns;
}

static void
draw_slots(const struct explorer *explorer, struct screen *screen, struct rect area)
{
    const struct composer *composer = &explorer->composer;
    const struct pairs *slots = &composer->request.slots;
    int wide = slot_name_columns(slots);
    for (size_t i = 0; i < slots->count; i++) {
        int y = (int)i;
        struct look look =
            look_at(explorer, composer->item == COMPOSER_SLOT && composer->slot == i);
        if (look.style == STYLE_FOCUS) {
            screen_fill(screen, rect_rows(area, y, 1), STYLE_FOCUS);
            screen_cursor(screen, area, y, 0);
        }
        screen_put_cut(screen, area, y, 0, wide - 1, span_of(slots->items[i].name),
                       SANITISE_PLAIN,
                       look.style == STYLE_FOCUS ? STYLE_FOCUS : STYLE_NAME);
        if (look.editing) {
            draw_field(screen, area, y, wide, area.columns - wide, &composer->field,
                       true);
            continue;
        }
        const char *value = slots->items[i].value;
        int x = screen_put_cut(
            screen, area, y, wide, area.columns - wide,
            span_of(*value ? value : _("Enter to fill in")), SANITISE_PLAIN,
            *value || look.style == STYLE_FOCUS ? look.style : STYLE_DIM);
        draw_hint(explorer, screen, area, y, x + 2,
                  composer_hint_at(composer, "path", slots->items[i].name));
    }
}

/* JSON as it is typed: names, strings, numbers and words in their styles; strings don't
 * reach over lines. */
static enum style
token_style(struct span line, size_t at, size_t *end)
{
    char c = line.p[at];
    *end = at + 1;
    if (c == '"') {
        while (*end < line.n && line.p[*end] != '"')
            *end += line.p[*end] == '\\' ? 2 : 1;
        *end = *end < line.n ? *end + 1 : line.n;
        size_t after = *end;
        while (after < line.n && line.p[after] == ' ')
            after++;
        return after < line.n && line.p[after] == ':' ? STYLE_NAME : STYLE_STRING;
    }
    if (strchr("{}[]:,", c))
        return STYLE_PUNCTUATION;
    while (*end < line.n && !strchr("{}[]:,\" ", line.p[*end]))
        (*end)++;
    return (c >= '0' && c <= '9') || c == '-' ? STYLE_NUMBER
           : c == ' '                         ? STYLE_NORMAL
                                              : STYLE_WORD;
}

static int
draw_code(struct screen *screen, struct rect area, int y, int left, struct span line)
{
    int x = -left;
    for (size_t at = 0, end; at < line.n && x <= area.columns; at = end) {
        enum style style = token_style(line, at, &end);
        struct sanitised piece;
        int columns = (int)sanitise_columns(span_sub(line, at, end), SANITISE_SOURCE);
        if (x + columns <= 0) { /* left of what is in sight */
            x += columns;
            continue;
        }
        for (struct span rest = span_sub(line, at, end);
             x <= area.columns && sanitise_next(rest, SANITISE_SOURCE, &piece);
             rest = span_from(rest, piece.bytes)) {
            enum style own = piece.escaped ? STYLE_ESCAPE : style;
            screen_puts(screen, area, y, x, piece.text, own);
            x += (int)piece.columns;
        }
    }
    return x;
}

static void
draw_body(const struct explorer *explorer, struct screen *screen,
          const struct request_areas *areas)
{
    const struct composer *composer = &explorer->composer;
    const struct editor *body = &composer->body;
    struct rect area = areas->content;
    struct rect text = rect_columns(area, areas->numbers, area.columns);
    bool here = explorer->focus == PANE_REQUEST && composer->item == COMPOSER_CONTENT;
    size_t lines = editor_line_count(body), at = editor_line_of(body, body->cursor);
    for (int y = 0; y < area.rows && body->top + (size_t)y < lines; y++) {
        size_t line = body->top + (size_t)y;
        bool current = here && line == at;
        screen_putf(screen, area, y, 0, current ? STYLE_KEY : STYLE_LINE_NUMBER, "%*zu",
                    areas->numbers - 1, line + 1);
        int end = draw_code(screen, text, y, (int)body->left, editor_line(body, line));
        bool covers = end + 3 > text.columns - HINT_LEAST;
        if (!covers || !current || !composer->editing)
            draw_hint(explorer, screen, text, y, end + 3,
                      composer_hint_at_line(composer, line + 1));
        if (current)
            screen_cursor(screen, text, y, (int)editor_column(body) - (int)body->left);
    }
    draw_scrollbar(screen, area, body->top, area.rows > 0 ? (size_t)area.rows : 0,
                   lines);
    if (!body->text.n && !here)
        screen_puts(screen, text, 0, 0, _("empty; Enter to write"), STYLE_DIM);
}

static void
draw_row(const struct explorer *explorer, struct screen *screen, struct rect area,
         int y, size_t index)
{
    const struct composer *composer = &explorer->composer;
    struct composer_row row = composer_row_at(composer, index);
    struct look look =
        look_at(explorer, composer->item == COMPOSER_CONTENT && composer->row == index);
    bool focus = look.style == STYLE_FOCUS;
    if (focus) {
        screen_fill(screen, rect_rows(area, y, 1), STYLE_FOCUS);
        screen_cursor(screen, area, y, 0);
    }
    int x = row.name && (row.known || !look.editing)
                ? screen_putf(screen, area, y, 0, focus ? STYLE_FOCUS : STYLE_NAME,
                              "%-*s ", NAME_COLUMNS - 1, row.name)
                : 0;
    if (look.editing) {
        draw_field(screen, area, y, x, area.columns - x, &composer->field, true);
        return;
    }
    if (!row.name) {
        screen_puts(screen, area, y, 0, _("+ add one"),
                    focus ? STYLE_FOCUS : STYLE_DIM);
        return;
    }
    const char *what =
        row.schema && row.schema->what ? text_known(row.schema->what) : _("not set");
    x = screen_put_cut(screen, area, y, x, area.columns - x,
                       span_of(row.value ? row.value : what), SANITISE_PLAIN,
                       focus       ? STYLE_FOCUS
                       : row.value ? STYLE_STRING
                                   : STYLE_DIM);
    draw_hint(explorer, screen, area, y, x + 2,
              composer_hint_at(composer,
                               composer->tab == COMPOSER_HEADERS ? "header" : "query",
                               row.name));
}

static void
draw_content(const struct explorer *explorer, struct screen *screen,
             const struct request_areas *areas)
{
    const struct composer *composer = &explorer->composer;
    struct rect area = areas->content;
    switch (composer->tab) {
    case COMPOSER_BODY:
        draw_body(explorer, screen, areas);
        break;
    case COMPOSER_QUERY:
    case COMPOSER_HEADERS:
        for (int y = 0; y < area.rows; y++)
            if (composer->row_top + (size_t)y < composer_rows(composer))
                draw_row(explorer, screen, area, y, composer->row_top + (size_t)y);
        break;
    case COMPOSER_ABOUT:
        draw_page(screen, area, &composer->about, composer->row_top);
        break;
    case COMPOSER_TABS:
        break;
    }
}

/* What the token will be refused for stands in the frame, where it takes no room. */
static void
draw_token_warning(const struct explorer *explorer, struct screen *screen,
                   struct rect pane)
{
    enum { LEAST = 30 };
    const struct token_finding *warning = bearer_warning(&explorer->bearer);
    int bottom = pane.rows - 1;
    if (!warning || pane.columns < LEAST || bottom < 2)
        return;
    struct str text = {0};
    str_addf(&text, " ▲ %s", warning->text);
    int x = screen_put_cut(screen, pane, bottom, 2, pane.columns - 8, str_span(&text),
                           SANITISE_PLAIN, severity_style(warning->severity));
    x = screen_puts(screen, pane, bottom, x, " ", STYLE_NORMAL);
    x = screen_put(screen, pane, bottom, x, keymap_key(explorer->keymap, ACTION_TOKEN),
                   STYLE_KEY);
    screen_puts(screen, pane, bottom, x, " ", STYLE_NORMAL);
    str_release(&text);
}

void
view_request(const struct explorer *explorer, struct screen *screen, struct rect pane)
{
    const struct composer *composer = &explorer->composer;
    const struct operation *operation = composer->request.operation;
    const char *labels[] = {_("Body"), _("Query"), _("Headers"), _("About"), NULL};
    struct str title = {0};
    str_addf(&title, "2 %s", _("Request"));
    if (operation)
        str_addf(&title, " ─ %s", text_known(operation->title));
    if (explorer->practice_bearer) /* not the full one */
        str_addf(&title, _(" ─ bearer %s"),
                 practice_bearers[explorer->practice_bearer]);
    bool focus = explorer->focus == PANE_REQUEST;
    draw_frame(screen, pane, str_text(&title), focus);
    str_release(&title);
    struct request_areas areas = areas_request(explorer, pane);
    draw_target(explorer, screen, areas.target);
    if (!composer->request.method)
        return;
    draw_slots(explorer, screen, areas.slots);
    draw_token_warning(explorer, screen, pane);
    bool bodiless = !composer_has_body(composer);
    draw_tabs(screen, areas.tabs, labels + bodiless, (int)composer->tab - bodiless,
              focus && composer->item == COMPOSER_CONTENT);
    draw_content(explorer, screen, &areas);
}
