#include "config.h"

#include "explorer/explorer.h"

#include "api/http_file.h"
#include "api/server.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/handlers.h"
#include "explorer/keys.h"

#include <string.h>

enum { NAME_MAX_BYTES = 100 };

static void
forget_origin(struct importing *importing)
{
    mem_free(importing->origin.name);
    str_release(&importing->origin.text);
    importing->origin = (struct kept_file){0};
}

/* What was read last, and was to be chosen from. */
static void
forget_read(struct importing *importing)
{
    import_release(&importing->import);
    str_release(&importing->text);
    mem_free(importing->name);
    importing->name = NULL;
}

void
importing_release(struct importing *importing)
{
    forget_origin(importing);
    forget_read(importing);
    str_release(&importing->names);
}

void
importing_leave(struct explorer *explorer)
{
    forget_origin(&explorer->importing);
}

static void
ask_name(struct explorer *explorer, const char *title, enum overlay_saves what,
         const char *proposed)
{
    overlay_open(&explorer->overlay, OVERLAY_SAVE, title);
    explorer->overlay.saves = what;
    editor_set(&explorer->overlay.field, span_of(proposed));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
}

/* --- taking a request over --- */

/* What stayed behind, over the panes; u there brings the earlier request back. */
static void
show_left_out(struct explorer *explorer, const struct texts *left_out)
{
    overlay_open(&explorer->overlay, OVERLAY_DIFFERENCES, _("Not all was taken over"));
    struct about *about = &explorer->overlay.about;
    about_add(about, ABOUT_TEXT,
              _("The request is there, without what is listed here. u brings back the "
                "one before it."));
    for (size_t i = 0; i < left_out->count; i++)
        about_add(about, ABOUT_POINT, left_out->items[i]);
}

static void
take(struct explorer *explorer, size_t index)
{
    struct importing *importing = &explorer->importing;
    struct request request = {0};
    import_take(&importing->import, index, &request);
    if (request.operation)
        operations_used(&explorer->operations, request.operation);
    composer_replace(&explorer->composer, &request);
    explorer->filtering = false;
    explorer->focus = PANE_REQUEST;
    forget_origin(importing);
    if (importing->name) {
        importing->origin.name = mem_strdup(importing->name);
        importing->origin.text = importing->text;
        importing->origin.place = importing->import.places[index];
        importing->text = (struct str){0};
    }
    overlay_close(&explorer->overlay);
    if (importing->import.left_out.count)
        show_left_out(explorer, &importing->import.left_out);
    else
        explorer_say(explorer, NOTICE_GOOD, "%s",
                     _("The request is taken over; u brings back the one before it."));
    forget_read(importing);
}

/* The requests of a file, one a line. */
static void
list_read(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    const struct import *import = &explorer->importing.import;
    overlay_clear_items(overlay);
    for (size_t i = 0; i < import->count; i++) {
        const struct request *item = &import->items[i];
        struct str line = {0};
        str_addf(&line, "%-6s ", item->method);
        request_url(item, (struct span){0}, &line);
        const char *texts[] = {str_text(&line),
                               item->operation ? item->operation->id : ""};
        if (overlay_mentions(texts, COUNT_OF(texts), str_span(&overlay->field.text)))
            overlay_add(overlay, str_text(&line), NULL, (int)i);
        str_release(&line);
    }
}

static void
read_again(struct explorer *explorer, const struct environment *environment)
{
    struct importing *importing = &explorer->importing;
    struct span text = str_span(&importing->text);
    enum import_format format =
        importing->name ? IMPORT_HTTP /* as it is kept */ : import_guess(text);
    struct err err = {0};
    import_release(&importing->import);
    if (import_read(&importing->import, text, format, explorer->catalogue, environment,
                    &err) != STATUS_OK) {
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
        forget_read(importing);
    } else if (!environment && format == IMPORT_POSTMAN &&
               importing->import.unresolved.count) {
        ask_name(explorer, _("Postman environment with values for it; or Enter"),
                 OPENS_ENVIRONMENT, "");
    } else if (importing->import.count == 1) {
        take(explorer, 0);
    } else {
        overlay_open(&explorer->overlay, OVERLAY_IMPORTED, _("Requests in this file"));
        list_read(explorer);
    }
}

/* NAME: of the file among those kept; or NULL. */
static void
read_text(struct explorer *explorer, struct span text, const char *name)
{
    struct importing *importing = &explorer->importing;
    forget_read(importing);
    str_set(&importing->text, text);
    importing->name = mem_strdup(name);
    read_again(explorer, NULL);
}

bool
importing_paste(struct explorer *explorer, struct span text)
{
    const struct composer *composer = &explorer->composer;
    bool pane = explorer->filtering || explorer->focus == PANE_OPERATIONS ||
                explorer->focus == PANE_REQUEST;
    bool elsewhere = composer->editing && composer->item != COMPOSER_TARGET;
    if (!pane || elsewhere || explorer->saved || !import_recognise(text))
        return false;
    read_text(explorer, text, NULL);
    return true;
}

static void
take_environment(struct explorer *explorer, struct span text)
{
    struct environment environment = {0};
    struct err err = {0};
    if (environment_read(&environment, text, &err) == STATUS_OK)
        read_again(explorer, &environment);
    else
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
    environment_release(&environment);
}

void
importing_take_file(struct explorer *explorer, const struct message *message)
{
    if (message->failed)
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
    else if (explorer->importing.wants_environment)
        take_environment(explorer, message->text);
    else
        read_text(explorer, message->text, message->path);
}

/* --- those kept --- */

/* "NAME\tMETHOD ADDRESS" of the item chosen; empty: none. */
static struct span
line_of(const struct explorer *explorer, size_t index)
{
    struct span rest = str_span(&explorer->importing.names), line = {0};
    for (size_t i = 0; rest.n && span_next(&rest, '\n', &line); i++)
        if (i == index)
            return line;
    return (struct span){0};
}

static char *
chosen(const struct explorer *explorer)
{
    const struct overlay *overlay = &explorer->overlay;
    if (overlay->cursor >= overlay->item_count)
        return NULL;
    struct span line = line_of(explorer, (size_t)overlay->items[overlay->cursor].value);
    struct str name = str_dup(span_sub(line, 0, span_find_byte(line, 0, '\t')));
    return str_take(&name);
}

/* NAME, and what follows begins in the same column for all. */
static void
add_name(struct str *out, struct span name)
{
    enum { NAME_COLUMNS = 28 };
    size_t columns = sanitise_columns(name, SANITISE_PLAIN);
    str_add(out, name);
    str_add_repeat(out, ' ', columns < NAME_COLUMNS ? NAME_COLUMNS - columns + 1 : 1);
}

static void
list_kept(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct span rest = str_span(&explorer->importing.names), line;
    size_t cursor = overlay->cursor;
    overlay_clear_items(overlay);
    for (int i = 0; rest.n && span_next(&rest, '\n', &line); i++) {
        size_t tab = span_find_byte(line, 0, '\t');
        struct str shown = {0};
        add_name(&shown, span_sub(line, 0, tab));
        str_add(&shown, span_from(line, tab + 1));
        const char *texts[] = {str_text(&shown)};
        if (overlay_mentions(texts, 1, str_span(&overlay->field.text)))
            overlay_add(overlay, str_text(&shown), NULL, i);
        str_release(&shown);
    }
    if (cursor && cursor >= overlay->item_count)
        cursor = overlay->item_count ? overlay->item_count - 1 : 0;
    overlay->cursor = cursor;
}

void
importing_take_names(struct explorer *explorer, struct span lines)
{
    str_set(&explorer->importing.names, lines);
    if (explorer->overlay.kind == OVERLAY_REQUESTS)
        list_kept(explorer);
}

void
act_REQUESTS(struct explorer *explorer, struct commands *commands)
{
    overlay_open(&explorer->overlay, OVERLAY_REQUESTS, _("Requests kept"));
    commands_add(commands, COMMAND_REQUESTS);
}

void
act_OPEN_FILE(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    ask_name(explorer, _("Open requests of the file"), OPENS_REQUEST, "");
}

/* --- keeping --- */

void
act_KEEP(struct explorer *explorer, struct commands *commands)
{
    const struct request *request = &explorer->composer.request;
    const char *origin = explorer->importing.origin.name;
    (void)commands;
    if (!request->method) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("There is no request to keep yet: o chooses an operation."));
        return;
    }
    ask_name(explorer, _("Keep the request under the name"), KEEPS_REQUEST,
             origin               ? origin
             : request->operation ? request->operation->id
                                  : "request");
}

static bool
name_fits(struct explorer *explorer, struct span name)
{
    bool fits = name.n && name.n <= NAME_MAX_BYTES && name.p[0] != '.';
    for (size_t i = 0; i < name.n; i++)
        fits &= name.p[i] != '/' && (unsigned char)name.p[i] >= ' ' && name.p[i] != 127;
    if (!fits)
        explorer_say(
            explorer, NOTICE_WARN, "%s",
            _("A name has no / and no point at its beginning, and is no longer "
              "than 100 bytes."));
    return fits;
}

/* Practice tenants come and go: what is kept is meant for the service. */
static struct span
base_of(const struct explorer *explorer, const struct request *request)
{
    const struct profile *profile = explorer->profile;
    enum product product = request_product(request);
    bool real = profile && profile->kind != PROFILE_PRACTICE;
    return span_of(real || product == PRODUCT_OTHER
                       ? server_base(profile, request->operation, product)
                       : product_base(product));
}

static void
write_file(struct explorer *explorer, const char *name, const struct redactor *redactor,
           struct str *out)
{
    const struct kept_file *origin = &explorer->importing.origin;
    const struct request *request = composer_request(&explorer->composer);
    if (origin->name && !strcmp(origin->name, name))
        http_file_replace(out, str_span(&origin->text), explorer->catalogue,
                          origin->place, request, redactor);
    else
        http_file_write(out, request, base_of(explorer, request), redactor);
}

static void
keep(struct explorer *explorer, const char *name, bool replace,
     struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_REQUEST_KEEP);
    command->path = mem_strdup(name);
    command->on = replace;
    write_file(explorer, name, explorer->redactor, &command->text);
}

void
importing_replace(struct explorer *explorer, struct commands *commands)
{
    struct str name = str_dup(str_span(&explorer->overlay.raw));
    overlay_close(&explorer->overlay);
    keep(explorer, str_text(&name), true, commands);
    str_release(&name);
}

/* From now on it is this file's. */
static void
set_origin(struct explorer *explorer, const struct message *message)
{
    struct kept_file *origin = &explorer->importing.origin;
    struct import import = {0};
    bool same = origin->name && !strcmp(origin->name, message->path);
    size_t place = same ? origin->place : 0;
    if (!same && import_read(&import, message->text, IMPORT_HTTP, explorer->catalogue,
                             NULL, &(struct err){0}) == STATUS_OK)
        place = import.places[0];
    char *name = mem_strdup(message->path);
    forget_origin(&explorer->importing);
    *origin = (struct kept_file){name, str_dup(message->text), place};
    import_release(&import);
}

void
importing_kept(struct explorer *explorer, const struct message *message)
{
    struct str whole = {0};
    switch (message->keeping) {
    case KEEPING_FAILED:
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
        break;
    case KEEPING_EXISTS:
        overlay_open(&explorer->overlay, OVERLAY_ASK, _("Write over the file?"));
        explorer->overlay.question = ASK_REPLACE_REQUEST;
        str_set(&explorer->overlay.raw, span_of(message->path));
        str_addf(&explorer->overlay.text,
                 _("%s.http is there already, and holds something else. Its comments "
                   "stay only if the request was opened from it."),
                 message->path);
        break;
    case KEEPING_SAME:
        explorer_say(explorer, NOTICE_GOOD,
                     _("%s.http holds exactly this already: nothing was written."),
                     message->path);
        break;
    case KEEPING_WRITTEN:
        write_file(explorer, message->path, NULL, &whole);
        bool cut = !span_equal(str_span(&whole), message->text);
        set_origin(explorer, message);
        explorer_say(explorer, cut ? NOTICE_WARN : NOTICE_GOOD,
                     cut ? _("Kept as %s.http; secrets in it were left out.")
                         : _("Kept as %s.http. r lists the requests kept."),
                     message->path);
        break;
    }
    str_release(&whole);
}

/* --- keys --- */

static void
ask_delete(struct explorer *explorer, const char *name)
{
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Delete the file?"));
    explorer->overlay.question = ASK_DELETE_REQUEST;
    str_set(&explorer->overlay.raw, span_of(name));
    str_addf(&explorer->overlay.text, _("%s.http will be gone from the folder."), name);
}

void
importing_delete(struct explorer *explorer, struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_REQUEST_DELETE);
    command->path = mem_strdup(str_text(&explorer->overlay.raw));
    overlay_open(&explorer->overlay, OVERLAY_REQUESTS, _("Requests kept"));
}

static void
read_file(struct explorer *explorer, const char *path, bool kept, bool environment,
          struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_REQUEST_READ);
    command->path = mem_strdup(path);
    command->on = kept;
    explorer->importing.wants_environment = environment;
    overlay_close(&explorer->overlay);
}

void
importing_named(struct explorer *explorer, const char *given, struct commands *commands)
{
    enum overlay_saves what = explorer->overlay.saves;
    struct span text = span_trim(span_of(given));
    if (what == KEEPS_REQUEST && span_ends(text, ".http"))
        text.n -= strlen(".http");
    struct str name = str_dup(text), old = str_dup(str_span(&explorer->overlay.raw));
    if (what == OPENS_ENVIRONMENT && !text.n) {
        struct environment none = {0};
        read_again(explorer, &none);
    } else if (what == OPENS_ENVIRONMENT || what == OPENS_REQUEST) {
        read_file(explorer, str_text(&name), false, what == OPENS_ENVIRONMENT,
                  commands);
    } else if (name_fits(explorer, text)) {
        overlay_close(&explorer->overlay);
        if (what == KEEPS_REQUEST) {
            keep(explorer, str_text(&name), false, commands);
        } else {
            struct command *command = commands_add(commands, COMMAND_REQUEST_RENAME);
            command->path = mem_strdup(str_text(&old));
            str_set(&command->text, str_span(&name));
            overlay_open(&explorer->overlay, OVERLAY_REQUESTS, _("Requests kept"));
        }
    }
    str_release(&name);
    str_release(&old);
}

static bool
type(struct explorer *explorer, const struct key_event *event, struct span key)
{
    struct overlay *overlay = &explorer->overlay;
    if (span_is(key, "Enter") || span_is(key, "Esc")) {
        overlay->typing = false;
        return true;
    }
    bool known = key_edit(&overlay->field, event);
    if (known && overlay->kind == OVERLAY_REQUESTS)
        list_kept(explorer);
    else if (known)
        list_read(explorer);
    return known;
}

static bool
kept_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    char *name = chosen(explorer);
    bool known = true;
    if (span_is(key, "o")) {
        act_OPEN_FILE(explorer, commands);
    } else if (!name) {
        known = span_is(key, "Enter");
    } else if (span_is(key, "Enter")) {
        read_file(explorer, name, true, false, commands);
    } else if (span_is(key, "d")) {
        ask_delete(explorer, name);
    } else if (span_is(key, "n")) {
        ask_name(explorer, _("New name"), RENAMES_REQUEST, name);
        str_set(&explorer->overlay.raw, span_of(name));
    } else {
        known = false;
    }
    mem_free(name);
    return known;
}

bool
importing_key(struct explorer *explorer, const struct key_event *event, struct span key,
              struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (overlay->typing)
        return type(explorer, event, key);
    if (span_is(key, "/")) {
        overlay->typing = true;
        return true;
    }
    if (overlay->kind == OVERLAY_REQUESTS)
        return kept_key(explorer, key, commands);
    if (!span_is(key, "Enter"))
        return false;
    if (overlay->cursor < overlay->item_count)
        take(explorer, (size_t)overlay->items[overlay->cursor].value);
    return true;
}
