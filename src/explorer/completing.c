#include "config.h"

#include "explorer/composer.h"

/* The field that is being edited. */
static const struct editor *
editor_of(const struct composer *composer)
{
    bool body = composer->item == COMPOSER_CONTENT && composer->tab == COMPOSER_BODY;
    return body ? &composer->body : &composer->field;
}

const struct completing *
completing_shown(const struct composer *composer)
{
    const struct completing *completing = &composer->completing;
    const struct editor *editor = editor_of(composer);
    bool current = completing->open && composer->editing &&
                   completing->version == editor->version &&
                   completing->caret == editor->cursor;
    return current ? completing : NULL;
}

void
completing_close(struct composer *composer)
{
    composer->completing.open = composer->completing.choosing = false;
}

/* Target and slots have no candidates. */
static void
complete(struct composer *composer)
{
    struct completion *completion = &composer->completing.completion;
    const struct editor *editor = editor_of(composer);
    struct span text = str_span(&editor->text);
    completion_release(completion);
    composer->completing.version = editor->version;
    composer->completing.caret = editor->cursor;
    composer->completing.cursor = 0;
    if (composer->item != COMPOSER_CONTENT)
        return;
    struct composer_row row = composer_row_at(composer, composer->row);
    if (composer->tab == COMPOSER_BODY)
        completion_body(completion, composer->request.operation, text, editor->cursor);
    else if (composer->tab == COMPOSER_HEADERS && row.known)
        completion_header_value(completion, composer->request.operation,
                                span_of(row.name), text, editor->cursor);
    else if (composer->tab == COMPOSER_HEADERS)
        completion_header(completion, &composer->request, text, editor->cursor);
    else if (row.known)
        completion_option(completion, composer->request.operation, span_of(row.name),
                          text, editor->cursor);
    else
        completion_query(completion, &composer->request, text, editor->cursor);
}

/* Of itself: not where it would only stand in the way of blanks that indent. */
static void
open_list(struct composer *composer, bool at_blank)
{
    const struct completing *completing = &composer->completing;
    complete(composer);
    bool typed = completing->caret > completing->completion.at;
    composer->completing.open = completing->completion.count &&
                                !completing->completion.whole && (typed || at_blank);
    composer->completing.choosing = false;
}

void
completing_follow(struct composer *composer, unsigned long version)
{
    const struct editor *editor = editor_of(composer);
    if (!composer->editing || editor->version == version)
        completing_close(composer);
    else
        open_list(composer, editor == &composer->field && editor->text.n);
}

bool
completing_ask(struct composer *composer)
{
    complete(composer);
    bool some = composer->completing.completion.count > 0;
    composer->completing.open = composer->completing.choosing = some;
    return some;
}

void
completing_move(struct composer *composer, int items)
{
    struct completing *completing = &composer->completing;
    int count = (int)completing->completion.count;
    completing->choosing = true;
    completing->cursor = (size_t)(((int)completing->cursor + items + count) % count);
}

void
completing_take(struct composer *composer)
{
    struct completion *completion = &composer->completing.completion;
    struct editor *editor = composer_editor(composer);
    const struct candidate *candidate = &completion->items[composer->completing.cursor];
    struct span text = str_span(&candidate->text), before = str_span(&editor->text);
    size_t end = completion->at + completion->length;
    /* the blank behind it may be there already */
    bool blank = span_ends(text, " ") && end < before.n && before.p[end] == ' ';
    editor_replace(editor, completion->at, completion->length + blank, text);
    editor_go(editor, completion->at + candidate->caret);
    open_list(composer, true);
}
