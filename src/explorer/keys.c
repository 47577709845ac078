#include "config.h"

#include "explorer/keys.h"

#include "base/memory.h"
#include "base/utf8.h"

static const char *const special_names[] = {
    [SPECIAL_NONE] = "",       [SPECIAL_UP] = "Up",        [SPECIAL_DOWN] = "Down",
    [SPECIAL_LEFT] = "Left",   [SPECIAL_RIGHT] = "Right",  [SPECIAL_HOME] = "Home",
    [SPECIAL_END] = "End",     [SPECIAL_PAGE_UP] = "PgUp", [SPECIAL_PAGE_DOWN] = "PgDn",
    [SPECIAL_INSERT] = "Ins",  [SPECIAL_DELETE] = "Del",   [SPECIAL_BACKSPACE] = "BS",
    [SPECIAL_ENTER] = "Enter", [SPECIAL_TAB] = "Tab",      [SPECIAL_BACKTAB] = "Tab",
    [SPECIAL_ESCAPE] = "Esc",
};

void
key_name(const struct key_event *event, struct str *out)
{
    if (event->kind != INPUT_CHAR && event->kind != INPUT_SPECIAL)
        return;
    if (event->ctrl)
        str_add_text(out, "C-");
    if (event->alt)
        str_add_text(out, "M-");
    if (event->kind == INPUT_CHAR && event->ctrl && event->character == ' ') {
        str_add_text(out, "Space");
        return;
    }
    if (event->kind == INPUT_CHAR) {
        char bytes[4];
        str_add(out, (struct span){bytes, utf8_put(bytes, event->character)});
        return;
    }
    if (event->shift || event->special == SPECIAL_BACKTAB)
        str_add_text(out, "S-");
    if (event->special >= SPECIAL_F1)
        str_addf(out, "F%d", (int)event->special - (int)SPECIAL_F1 + 1);
    else
        str_add_text(out, special_names[event->special]);
}

bool
key_known(struct span name)
{
    static const char *const marks[] = {"C-", "M-", "S-"};
    uint64_t number;
    uint32_t character;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (name.n > 2 && span_starts(name, marks[i]))
            name = span_from(name, 2);
    for (size_t i = 1; i < COUNT_OF(special_names); i++)
        if (span_is(name, special_names[i]))
            return true;
    if (name.n > 1 && name.p[0] == 'F' && span_number(span_from(name, 1), 12, &number))
        return number > 0;
    return span_is(name, "Space") ||
           (name.n && utf8_next(name, &character) == name.n && character > ' ');
}

struct edit_key {
    const char *key;
    enum {
        DO_MOVE,
        DO_BACKSPACE,
        DO_DELETE,
        DO_DELETE_WORD,
        DO_DELETE_TO_END,
        DO_DELETE_TO_START,
        DO_UNDO,
        DO_REDO,
        DO_NEWLINE
    } verb;
    enum editor_move move;
};

static const struct edit_key edit_keys[] = {
    {"Left", DO_MOVE, EDITOR_LEFT},
    {"Right", DO_MOVE, EDITOR_RIGHT},
    {"Up", DO_MOVE, EDITOR_UP},
    {"Down", DO_MOVE, EDITOR_DOWN},
    {"PgUp", DO_MOVE, EDITOR_PAGE_UP},
    {"PgDn", DO_MOVE, EDITOR_PAGE_DOWN},
    {"Home", DO_MOVE, EDITOR_LINE_START},
    {"C-a", DO_MOVE, EDITOR_LINE_START},
    {"End", DO_MOVE, EDITOR_LINE_END},
    {"C-e", DO_MOVE, EDITOR_LINE_END},
    {"C-Home", DO_MOVE, EDITOR_TEXT_START},
    {"C-End", DO_MOVE, EDITOR_TEXT_END},
    {"C-Left", DO_MOVE, EDITOR_WORD_LEFT},
    {"C-Right", DO_MOVE, EDITOR_WORD_RIGHT},
    {"BS", DO_BACKSPACE, 0},
    {"C-h", DO_BACKSPACE, 0},
    {"Del", DO_DELETE, 0},
    {"C-d", DO_DELETE, 0},
    {"C-w", DO_DELETE_WORD, 0},
    {"C-k", DO_DELETE_TO_END, 0},
    {"C-u", DO_DELETE_TO_START, 0},
    {"C-z", DO_UNDO, 0},
    {"C-y", DO_REDO, 0},
    {"Enter", DO_NEWLINE, 0},
};

static bool
apply(struct editor *editor, const struct edit_key *key)
{
    switch (key->verb) {
    case DO_MOVE:
        editor_move(editor, key->move);
        break;
    case DO_BACKSPACE:
        editor_backspace(editor);
        break;
    case DO_DELETE:
        editor_delete(editor);
        break;
    case DO_DELETE_WORD:
        editor_delete_word(editor);
        break;
    case DO_DELETE_TO_END:
        editor_delete_to_end(editor);
        break;
    case DO_DELETE_TO_START:
        editor_delete_to_start(editor);
        break;
    case DO_UNDO:
        editor_undo(editor);
        break;
    case DO_REDO:
        editor_redo(editor);
        break;
    case DO_NEWLINE:
        if (editor->single)
            return false;
        editor_newline(editor);
        break;
    }
    return true;
}

/* Up and down in a field of one line belong to what is around it. */
static bool
leaves_line(const struct editor *editor, const struct edit_key *key)
{
    bool vertical = key->verb == DO_MOVE &&
                    (key->move == EDITOR_UP || key->move == EDITOR_DOWN ||
                     key->move == EDITOR_PAGE_UP || key->move == EDITOR_PAGE_DOWN);
    return editor->single && vertical;
}

bool
key_edit(struct editor *editor, const struct key_event *event)
{
    if (event->kind == INPUT_PASTE) {
        editor_paste(editor, str_span(&event->text));
        return true;
    }
    if (event->kind == INPUT_CHAR && !event->ctrl && !event->alt) {
        char bytes[4];
        editor_type(editor, (struct span){bytes, utf8_put(bytes, event->character)});
        return true;
    }
    struct str name = {0};
    bool done = false;
    key_name(event, &name);
    for (size_t i = 0; i < COUNT_OF(edit_keys) && !done; i++)
        if (span_is(str_span(&name), edit_keys[i].key) &&
            !leaves_line(editor, &edit_keys[i]))
            done = apply(editor, &edit_keys[i]);
    str_release(&name);
    return done;
}
