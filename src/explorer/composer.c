#include "config.h"

#include "explorer/composer.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

void
composer_init(struct composer *composer)
{
    *composer = (struct composer){.field = {.single = true}, .changes = 1};
    request_init(&composer->request, NULL);
}

/* The request's body is only a view of the editor's text: it must not be released with
 * the request. */
static void
detach_body(struct composer *composer)
{
    composer->request.body = (struct str){0};
}

void
composer_release(struct composer *composer)
{
    detach_body(composer);
    request_release(&composer->request);
    request_release(&composer->kept);
    editor_release(&composer->body);
    editor_release(&composer->field);
    page_release(&composer->about);
    completion_release(&composer->completing.completion);
    check_release(&composer->check);
    *composer = (struct composer){0};
}

void
composer_take(struct composer *composer, struct request *request)
{
    detach_body(composer);
    request_release(&composer->request);
    composer->request = *request;
    editor_set(&composer->body, str_span(&request->body));
    str_release(&composer->request.body);
    composer->item = COMPOSER_TARGET;
    composer->slot = composer->row = composer->row_top = 0;
    composer->editing = false;
    composer->changes++;
    bool body = composer_has_body(composer);
    composer->tab = body ? COMPOSER_BODY : COMPOSER_QUERY;
}

/* The place where a person has to type first. */
static void
go_to_first_gap(struct composer *composer)
{
    const struct pairs *slots = &composer->request.slots;
    for (size_t i = 0; i < slots->count; i++) {
        if (slots->items[i].value[0] == '\0') {
            composer->item = COMPOSER_SLOT;
            composer->slot = i;
            return;
        }
    }
    composer->item = COMPOSER_CONTENT;
}

void
composer_choose(struct composer *composer, const struct operation *operation)
{
    struct request request;
    request_init(&request, operation);
    request_fill(&request);
    composer_take(composer, &request);
    request_release(&composer->kept);
    composer->kept_is = KEPT_NONE;
    go_to_first_gap(composer);
    struct span body = str_span(&composer->body.text);
    size_t empty = span_find(body, 0, SPAN(": \"\""));
    if (empty < body.n) /* between its quotes */
        editor_go(&composer->body, empty + 3);
    composer->unsent = false;
}

/* Headers that every request gets when it is sent. */
static bool
is_own_header(const char *name)
{
    static const char *const own[] = {"Accept",        "Accept-Encoding",
                                      "Authorization", "Content-Type",
                                      "User-Agent",    "Host"};
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (span_is_nocase(span_of(name), own[i]))
            return true;
    return false;
}

bool
composer_recall(struct composer *composer, const struct catalogue *catalogue,
                const struct exchange *exchange)
{
    struct request request;
    struct span url = span_of(exchange->request.url);
    size_t host = span_find(url, 0, SPAN("://"));
    size_t path = host < url.n ? span_find_byte(url, host + 3, '/') : 0;
    request_init(&request, NULL);
    /* of a known operation the host is the profile's, whichever it was then */
    if (!exchange->request.method ||
        request_parse(&request, catalogue, span_of(exchange->request.method),
                      exchange->operation ? span_from(url, path) : url,
                      NULL) != STATUS_OK) {
        request_release(&request);
        return false;
    }
    for (size_t i = 0; i < exchange->request.headers.count; i++) {
        const struct pair *header = &exchange->request.headers.items[i];
        if (!is_own_header(header->name))
            pairs_add(&request.headers, span_of(header->name), span_of(header->value));
    }
    if (exchange->request.has_body)
        str_set(&request.body, str_span(&exchange->request.body));
    composer_take(composer, &request);
    composer->unsent = false;
    return true;
}

bool
composer_has_body(const struct composer *composer)
{
    const struct operation *operation = composer->request.operation;
    if (operation)
        return operation->body != NULL;
    const char *method = composer->request.method;
    return method && strcmp(method, "GET") != 0 && strcmp(method, "DELETE") != 0;
}

const struct request *
composer_request(struct composer *composer)
{
    composer->request.body = composer->body.text;
    composer->request.has_body =
        composer_has_body(composer) && composer->body.text.n > 0;
    return &composer->request;
}

unsigned long
composer_state(const struct composer *composer)
{
    return composer->changes + composer->body.version;
}

bool
composer_checked(const struct composer *composer)
{
    return composer->checked == composer_state(composer);
}

void
composer_check(struct composer *composer)
{
    if (composer_checked(composer))
        return;
    check_release(&composer->check);
    composer->check = (struct check){0};
    check_request(&composer->check, composer_request(composer));
    composer->checked = composer_state(composer);
    composer->lines = editor_line_count(&composer->body);
    composer->drift = 0;
}

void
composer_check_later(struct composer *composer)
{
    const struct editor *body = &composer->body;
    composer->drift = (long)editor_line_count(body) - (long)composer->lines;
    composer->drift_from = editor_line_of(body, body->cursor) + 1;
}

/* The parameter of the operation's query with that name, or NULL. */
static const struct schema *
query_schema(const struct operation *operation, const char *name)
{
    for (unsigned i = 0; i < operation->parameter_count; i++)
        if (operation->parameters[i].in == PLACE_QUERY &&
            strcmp(operation->parameters[i].schema.name, name) == 0)
            return &operation->parameters[i].schema;
    return NULL;
}

/* Walks the query options (or headers) that the catalogue knows for the operation: its
 * parameters, then OData's options that are not among them. Gives how many there are;
 * the name and schema of the one at INDEX. */
static size_t
known_options(const struct composer *composer, size_t index, const char **name,
              const struct schema **schema)
{
    const struct operation *operation = composer->request.operation;
    size_t count = 0;
    bool query = composer->tab == COMPOSER_QUERY;
    enum place place = query ? PLACE_QUERY : PLACE_HEADER;
    if (!operation || (!query && composer->tab != COMPOSER_HEADERS))
        return 0;
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        if (operation->parameters[i].in == place && count++ == index) {
            *schema = &operation->parameters[i].schema;
            *name = (*schema)->name;
        }
    }
    for (names o = query && operation->odata ? operation->odata->options : NULL;
         o && *o; o++) {
        if (!query_schema(operation, *o) && count++ == index) {
            *schema = NULL;
            *name = *o;
        }
    }
    return count;
}

static size_t
known_count(const struct composer *composer)
{
    return known_options(composer, SIZE_MAX, NULL, NULL);
}

static const char *
known_at(const struct composer *composer, size_t index, const struct schema **schema)
{
    const char *name = "";
    *schema = NULL;
    known_options(composer, index, &name, schema);
    return name;
}

static const struct pairs *
pairs_of(const struct composer *composer)
{
    return composer->tab == COMPOSER_QUERY ? &composer->request.query
                                           : &composer->request.headers;
}

static bool
is_known(const struct composer *composer, const char *name)
{
    const struct schema *schema;
    for (size_t i = 0; i < known_count(composer); i++)
        if (strcmp(known_at(composer, i, &schema), name) == 0)
            return true;
    return false;
}

static size_t
find_pair(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

size_t
composer_rows(const struct composer *composer)
{
    const struct pairs *pairs = pairs_of(composer);
    size_t rows = known_count(composer) + 1;
    for (size_t i = 0; i < pairs->count; i++)
        rows += !is_known(composer, pairs->items[i].name);
    return rows;
}

struct composer_row
composer_row_at(const struct composer *composer, size_t row)
{
    const struct pairs *pairs = pairs_of(composer);
    size_t known = known_count(composer);
    struct composer_row out = {.pair = SIZE_MAX, .known = row < known};
    if (out.known) {
        out.name = known_at(composer, row, &out.schema);
        out.pair = find_pair(pairs, out.name);
        if (out.pair != SIZE_MAX)
            out.value = pairs->items[out.pair].value;
        return out;
    }
    row -= known;
    for (size_t i = 0; i < pairs->count; i++) {
        if (is_known(composer, pairs->items[i].name) || row--)
            continue;
        out.name = pairs->items[i].name;
        out.value = pairs->items[i].value;
        out.pair = i;
        return out;
    }
    return out;
}

/* Lines of the content that the cursor can stand on. */
static size_t
content_lines(const struct composer *composer)
{
    switch (composer->tab) {
    case COMPOSER_BODY:
        return editor_line_count(&composer->body);
    case COMPOSER_QUERY:
    case COMPOSER_HEADERS:
        return composer_rows(composer);
    case COMPOSER_ABOUT:
        return composer->about.line_count ? composer->about.line_count : 1;
    case COMPOSER_TABS:
        break;
    }
    return 1;
}

static size_t
content_line(const struct composer *composer)
{
    return composer->tab == COMPOSER_BODY
               ? editor_line_of(&composer->body, composer->body.cursor)
               : composer->row;
}

static void
go_to_content_line(struct composer *composer, size_t line)
{
    size_t lines = content_lines(composer);
    if (line >= lines)
        line = lines - 1;
    if (composer->tab != COMPOSER_BODY) {
        composer->row = line;
        return;
    }
    long by = (long)line - (long)content_line(composer);
    for (; by > 0; by--)
        editor_move(&composer->body, EDITOR_DOWN);
    for (; by < 0; by++)
        editor_move(&composer->body, EDITOR_UP);
}

void
composer_move(struct composer *composer, long lines)
{
    long slots = (long)composer->request.slots.count, above = 1 + slots;
    long at = composer->item == COMPOSER_TARGET ? 0
              : composer->item == COMPOSER_SLOT ? 1 + (long)composer->slot
                                                : above + (long)content_line(composer);
    long to = lines < 0 && at < -lines ? 0 : at + lines;
    if (to == 0) {
        composer->item = COMPOSER_TARGET;
    } else if (to < above) {
        composer->item = COMPOSER_SLOT;
        composer->slot = (size_t)to - 1;
    } else {
        composer->item = COMPOSER_CONTENT;
        go_to_content_line(composer, (size_t)(to - above));
    }
}

void
composer_turn(struct composer *composer, int tabs)
{
    int tab = (int)composer->tab + tabs;
    composer->tab = (enum composer_tab)((tab + COMPOSER_TABS) % COMPOSER_TABS);
    if (composer->tab == COMPOSER_BODY && !composer_has_body(composer))
        composer->tab = tabs > 0 ? COMPOSER_QUERY : COMPOSER_ABOUT;
    composer->row = composer->row_top = 0;
    composer->item = COMPOSER_CONTENT;
}

struct editor *
composer_editor(struct composer *composer)
{
    bool body = composer->item == COMPOSER_CONTENT && composer->tab == COMPOSER_BODY;
    return body ? &composer->body : &composer->field;
}

/* The text that a person edits for what the cursor is on. */
static void
field_text(struct composer *composer, struct str *out)
{
    if (composer->item == COMPOSER_TARGET) {
        str_addf(out, "%s ",
                 composer->request.method ? composer->request.method : "GET");
        request_target(&composer->request, out);
        return;
    }
    if (composer->item == COMPOSER_SLOT) {
        str_add_text(out, composer->request.slots.items[composer->slot].value);
        return;
    }
    struct composer_row row = composer_row_at(composer, composer->row);
    if (!row.name)
        return;
    if (row.known)
        str_add_text(out, row.value ? row.value : "");
    else
        str_addf(out, composer->tab == COMPOSER_QUERY ? "%s=%s" : "%s: %s", row.name,
                 row.value);
}

void
composer_edit(struct composer *composer)
{
    if (composer->tab == COMPOSER_ABOUT && composer->item == COMPOSER_CONTENT)
        return;
    composer->editing = true;
    completing_close(composer);
    composer->opened = composer->body.version;
    if (composer_editor(composer) == &composer->body)
        return;
    struct str text = {0};
    field_text(composer, &text);
    editor_set(&composer->field, str_span(&text));
    editor_move(&composer->field, EDITOR_TEXT_END);
    composer->opened = composer->field.version;
    str_release(&text);
}

/* "METHOD target": a new target with the body that stands there. */
static bool
accept_target(struct composer *composer, const struct catalogue *catalogue,
              struct err *err)
{
    struct span text = span_trim(str_span(&composer->field.text)), method;
    struct request request;
    if (!span_next(&text, ' ', &method) || !span_trim(text).n) {
        err_set(
            err, STATUS_INPUT, "%s",
            _("write a method, a space and a path, for instance: GET /api/machines"));
        return false;
    }
    request_init(&request, NULL);
    if (request_parse(&request, catalogue, method, span_trim(text), err) != STATUS_OK) {
        request_release(&request);
        return false;
    }
    pairs_copy(&request.headers, &composer->request.headers);
    str_set(&request.body, str_span(&composer->body.text));
    enum composer_tab tab = composer->tab;
    composer_take(composer, &request);
    if (tab != COMPOSER_BODY || composer_has_body(composer))
        composer->tab = tab;
    return true;
}

/* A row's text: a value alone for a known option, else "name=value" or "Name: value";
 * empty takes it away. */
static bool
accept_row(struct composer *composer, struct err *err)
{
    struct span text = span_trim(str_span(&composer->field.text));
    struct composer_row row = composer_row_at(composer, composer->row);
    struct pairs *pairs = composer->tab == COMPOSER_QUERY ? &composer->request.query
                                                          : &composer->request.headers;
    char mark = composer->tab == COMPOSER_QUERY ? '=' : ':';
    if (row.known) {
        if (text.n)
            pairs_set(pairs, span_of(row.name), text);
        else if (row.pair != SIZE_MAX)
            pairs_remove(pairs, row.pair);
        return true;
    }
    size_t at = span_find_byte(text, 0, mark);
    if (text.n && (at == text.n || at == 0)) {
        err_set(err, STATUS_INPUT, "%s",
                mark == '=' ? _("write a name, = and a value, for instance: $top=10")
                            : _("write a name, a colon and a value, for instance: "
                                "Accept: application/json"));
        return false;
    }
    struct str copy = str_dup(text); /* the pair that it comes from goes away first */
    if (row.pair != SIZE_MAX)
        pairs_remove(pairs, row.pair);
    if (copy.n)
        pairs_set(pairs, span_trim(span_sub(str_span(&copy), 0, at)),
                  span_trim(span_from(str_span(&copy), at + 1)));
    str_release(&copy);
    return true;
}

bool
composer_accept(struct composer *composer, const struct catalogue *catalogue,
                struct err *err)
{
    bool taken = true;
    if (!composer->editing)
        return true;
    composer->unsent |= composer_editor(composer)->version != composer->opened;
    if (composer->item == COMPOSER_TARGET) {
        taken = accept_target(composer, catalogue, err);
    } else if (composer->item == COMPOSER_SLOT) {
        struct pair *slot = &composer->request.slots.items[composer->slot];
        pairs_set(&composer->request.slots, span_of(slot->name),
                  span_trim(str_span(&composer->field.text)));
    } else if (composer->tab != COMPOSER_BODY) {
        taken = accept_row(composer, err);
    }
    composer->editing = !taken;
    composer->changes++;
    return taken;
}

const struct hint *
composer_hint_at_line(const struct composer *composer, size_t line)
{
    long drift = composer->drift;
    if (drift && line > composer->drift_from)
        line = (size_t)((long)line - drift);
    else if (drift > 0 && line + (size_t)drift > composer->drift_from)
        return NULL; /* a line that is new */
    for (size_t i = 0; i < composer->check.hints.count; i++)
        if (composer->check.hints.items[i].line == line)
            return &composer->check.hints.items[i];
    return NULL;
}

const struct hint *
composer_hint_at(const struct composer *composer, const char *kind, const char *name)
{
    struct str where = {0};
    str_addf(&where, "%s:%s", kind, name);
    const struct hint *found = NULL;
    for (size_t i = 0; i < composer->check.hints.count && !found; i++)
        if (strcmp(composer->check.hints.items[i].where, str_text(&where)) == 0)
            found = &composer->check.hints.items[i];
    str_release(&where);
    return found;
}

const struct hint *
composer_hint(const struct composer *composer)
{
    const struct hints *hints = &composer->check.hints;
    if (composer->item == COMPOSER_CONTENT && composer->tab == COMPOSER_BODY) {
        const struct hint *here =
            composer_hint_at_line(composer, content_line(composer) + 1);
        if (here && here->fix)
            return here;
    }
    for (size_t i = 0; i < hints->count; i++)
        if (hints->items[i].fix)
            return &hints->items[i];
    return NULL;
}

/* A mended address may have other slots. */
static void
fix_outside(struct composer *composer, const struct hint *hint)
{
    const struct operation *operation = composer->request.operation;
    check_apply(&composer->request, hint);
    composer->changes++;
    if (composer->request.operation != operation)
        composer->slot = composer->row = composer->row_top = 0;
}

/* Where an empty text was put in, the cursor goes between its quotes. */
static void
fix_body(struct editor *body, const struct hint *hint)
{
    struct span text = span_of(hint->edit.text);
    editor_replace(body, hint->edit.at, hint->edit.length, text);
    if (hint->edit.fill && span_ends(text, "\"\""))
        editor_go(body, hint->edit.at + text.n - 1);
}

bool
composer_fix(struct composer *composer, const struct hint *hint)
{
    if (!hint || !hint->fix)
        return false;
    if (hint_in_body(hint))
        fix_body(&composer->body, hint);
    else
        fix_outside(composer, hint);
    return true;
}

size_t
composer_fix_all(struct composer *composer)
{
    struct request mended = {0};
    struct texts filled = {0};
    request_copy(&mended, composer_request(composer));
    size_t fixed = check_fix(&mended, &filled);
    if (!span_equal(str_span(&mended.body), str_span(&composer->body.text)))
        editor_replace(&composer->body, 0, composer->body.text.n,
                       str_span(&mended.body));
    detach_body(composer);
    request_release(&composer->request);
    str_release(&mended.body);
    composer->request = mended;
    composer->slot = composer->row = composer->row_top = 0;
    composer->changes++;
    texts_release(&filled);
    return fixed;
}
