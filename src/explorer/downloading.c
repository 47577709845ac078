#include "config.h"

#include "explorer/downloading.h"

#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "explorer/explorer.h"

#include <string.h>

enum { LOOKED_AT = 8 << 20 /* bytes of an answer */ };

/* --- the list --- */

static void
clear(struct downloading *downloading)
{
    for (size_t i = 0; i < downloading->links.count; i++) {
        mem_free(downloading->files[i].path);
        mem_free(downloading->files[i].told);
        mem_free(downloading->files[i].sha256);
    }
    mem_free(downloading->files);
    mem_free(downloading->answer);
    download_links_release(&downloading->links);
    downloading->files = NULL;
    downloading->answer = NULL;
    downloading->cursor = 0;
    downloading->all = false;
}

void
downloading_release(struct downloading *downloading)
{
    clear(downloading);
    str_release(&downloading->folder);
    *downloading = (struct downloading){0};
}

static void
read_answer(struct explorer *explorer)
{
    struct downloading *downloading = &explorer->downloading;
    const struct exchange *exchange = &explorer->result.exchange;
    struct span body = str_span(&exchange->response.body);
    const char *id = exchange->id ? exchange->id : "";
    if (downloading->answer && strcmp(downloading->answer, id) == 0)
        return;
    clear(downloading);
    download_find(&downloading->links, span_sub(body, 0, LOOKED_AT));
    downloading->answer = mem_strdup(id);
    downloading->files =
        mem_alloc((downloading->links.count + 1) * sizeof *downloading->files);
}

static void
show(struct explorer *explorer)
{
    struct downloading *downloading = &explorer->downloading;
    struct str title = {0};
    size_t count = downloading->links.count;
    str_addf(&title, ngettext("%zu file by link", "%zu files by link", count), count);
    overlay_open(&explorer->overlay, OVERLAY_DOWNLOADS, str_text(&title));
    explorer->overlay.cursor = downloading->cursor;
    if (downloading->links.left_out)
        explorer_say(explorer, NOTICE_WARN,
                     _("Only the first %d links of this answer are listed."),
                     DOWNLOAD_LINKS_MAX);
    str_release(&title);
}

void
downloading_open(struct explorer *explorer)
{
    struct downloading *downloading = &explorer->downloading;
    if (explorer->result.present && !downloading->going)
        read_answer(explorer);
    if (downloading->links.count)
        show(explorer);
    else
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This answer links to no file. Exports by files, getPackageUri "
                       "and results of live response do."));
}

void
downloading_leave_name(struct explorer *explorer)
{
    show(explorer);
}

/* --- beginning --- */

static void
begin(struct explorer *explorer, size_t index, bool overwrite,
      struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    struct download_file *file = &downloading->files[index];
    struct command *command = commands_add(commands, COMMAND_DOWNLOAD);
    command->url = mem_strdup(downloading->links.items[index].url);
    command->path = mem_strdup(file->path);
    command->on = overwrite;
    mem_free(file->told);
    file->told = NULL;
    file->state = FILE_GOING;
    progress_begin(&file->progress, file->progress.have, explorer->now.steady);
    downloading->current = index;
    downloading->going = true;
    downloading->pausing = false;
}

static void
begin_next(struct explorer *explorer, struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    for (size_t i = 0; downloading->all && i < downloading->links.count; i++) {
        struct download_file *file = &downloading->files[i];
        if (file->state == FILE_SAVED || file->state == FILE_LEFT ||
            downloading->links.items[i].bar)
            continue;
        if (!file->path) {
            struct str path = {0};
            str_addf(&path, "%s%s", str_text(&downloading->folder),
                     downloading->links.items[i].name);
            file->path = str_take(&path);
        }
        begin(explorer, i, false, commands);
        return;
    }
    downloading->all = false;
}

static void
ask(struct explorer *explorer, enum overlay_saves saves, struct span proposed)
{
    explorer->downloading.cursor = explorer->overlay.cursor;
    overlay_open(&explorer->overlay, OVERLAY_SAVE,
                 saves == SAVES_FILE ? _("Save the file as")
                                     : _("Save all files in the folder"));
    explorer->overlay.saves = saves;
    editor_set(&explorer->overlay.field, proposed);
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
}

static void
ask_one(struct explorer *explorer, struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    size_t index = explorer->overlay.cursor;
    const struct download_link *link = &downloading->links.items[index];
    const struct download_file *file = &downloading->files[index];
    struct str path = {0};
    if (link->bar) {
        explorer_say(explorer, NOTICE_BAD, _("The link can't be followed: %s."),
                     download_bar_text(link->bar));
    } else if (file->state == FILE_SAVED) {
        explorer_say(explorer, NOTICE_GOOD, _("Saved as %s."), file->path);
    } else if (file->path && file->state != FILE_IDLE && file->state != FILE_LEFT) {
        begin(explorer, index, false, commands);
    } else {
        if (file->path)
            str_add_text(&path, file->path);
        else
            str_addf(&path, "%s%s", str_text(&downloading->folder), link->name);
        ask(explorer, SAVES_FILE, str_span(&path));
    }
    str_release(&path);
}

static void
keep_folder(struct downloading *downloading, struct span path)
{
    size_t end = path.n;
    while (end > 0 && path.p[end - 1] != '/')
        end--;
    str_set(&downloading->folder, span_sub(path, 0, end));
    if (span_is(str_span(&downloading->folder), "./"))
        str_clear(&downloading->folder);
}

void
downloading_name(struct explorer *explorer, const char *path, struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    bool all = explorer->overlay.saves == SAVES_FILES;
    struct str given = str_of(path);
    if (all && !span_ends(str_span(&given), "/"))
        str_add_byte(&given, '/');
    keep_folder(downloading, str_span(&given));
    show(explorer);
    if (all) {
        downloading->all = true;
        begin_next(explorer, commands);
    } else if (downloading->cursor < downloading->links.count) {
        struct download_file *file = &downloading->files[downloading->cursor];
        mem_free(file->path);
        file->path = str_take(&given);
        begin(explorer, downloading->cursor, false, commands);
    }
    str_release(&given);
}

void
downloading_overwrite(struct explorer *explorer, struct commands *commands)
{
    show(explorer);
    begin(explorer, explorer->downloading.current, true, commands);
}

/* --- under way --- */

static void
stop(struct explorer *explorer, bool pause, struct commands *commands)
{
    explorer->downloading.pausing = pause;
    explorer->downloading.all = explorer->downloading.all && pause;
    commands_add(commands, COMMAND_DOWNLOAD_STOP);
}

/* Goes on with what was paused, and all that would have followed. */
static bool
go_on(struct explorer *explorer, struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    for (size_t i = 0; i < downloading->links.count; i++)
        if (downloading->files[i].state == FILE_PAUSED) {
            begin(explorer, i, false, commands);
            return true;
        }
    return false;
}

bool
downloading_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    bool fetches = span_is(key, "Enter") || span_is(key, "a");
    if (fetches && downloading->going)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("A file is under way: p pauses, c ends it."));
    else if (span_is(key, "Enter"))
        ask_one(explorer, commands);
    else if (span_is(key, "a"))
        ask(explorer, SAVES_FILES,
            downloading->folder.n ? str_span(&downloading->folder) : SPAN("./"));
    else if (span_is(key, "p") && downloading->going)
        stop(explorer, true, commands);
    else if (span_is(key, "p") && !go_on(explorer, commands))
        explorer_say(explorer, NOTICE_INFO, "%s", _("No file is under way."));
    else if (span_is(key, "c") && downloading->going)
        stop(explorer, false, commands);
    else if (keymap_action(explorer->keymap, key) == ACTION_HELP)
        explorer_open_help(explorer, "download");
    else if (span_is(key, "q") ||
             keymap_action(explorer->keymap, key) == ACTION_DOWNLOAD)
        overlay_close(&explorer->overlay);
    else
        return span_is(key, "p");
    return true;
}

void
downloading_move_on(struct explorer *explorer, const struct message *message)
{
    struct downloading *downloading = &explorer->downloading;
    if (!downloading->going)
        return;
    progress_note(&downloading->files[downloading->current].progress, message->have,
                  message->announced, explorer->now.steady);
}

static void
ask_overwrite(struct explorer *explorer, const char *path)
{
    explorer->downloading.cursor = explorer->downloading.current;
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Write over the file?"));
    explorer->overlay.question = ASK_OVERWRITE;
    str_addf(&explorer->overlay.text,
             _("\"%s\" is there already. Its contents would be lost."), path);
}

/* The list says it of the file under the cursor. */
static bool
in_sight(const struct explorer *explorer)
{
    return explorer->overlay.kind == OVERLAY_DOWNLOADS &&
           explorer->overlay.cursor == explorer->downloading.current;
}

static void
say_end(struct explorer *explorer, const struct download_file *file)
{
    if (file->state == FILE_SAVED)
        explorer_say(explorer, NOTICE_GOOD, _("Saved as %s."), file->path);
    else if (file->state == FILE_LEFT)
        explorer_say(explorer, NOTICE_WARN,
                     _("%s is there already: left as it is. Enter asks about it."),
                     file->path);
    else if (file->state == FILE_PAUSED)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Paused: p goes on from where it is."));
    else if (file->told && !in_sight(explorer))
        explorer_say(explorer, NOTICE_BAD, "%s", file->told);
}

void
downloading_end(struct explorer *explorer, const struct message *message,
                struct commands *commands)
{
    struct downloading *downloading = &explorer->downloading;
    struct download_file *file = &downloading->files[downloading->current];
    if (!downloading->going)
        return;
    downloading->going = false;
    mem_free(file->told);
    mem_free(file->sha256);
    struct str told =
        str_dup(message->failed ? span_of(message->error) : message->text);
    file->told = str_take(&told);
    file->sha256 = NULL;
    if (message->exists && !downloading->all) {
        file->state = FILE_IDLE;
        ask_overwrite(explorer, file->path);
        return;
    }
    file->state = message->exists        ? FILE_LEFT
                  : !message->failed     ? FILE_SAVED
                  : downloading->pausing ? FILE_PAUSED
                                         : FILE_FAILED;
    file->progress.have = message->have;
    file->progress.rate = 0;
    if (!message->failed) {
        struct str sum = str_dup(message->value);
        file->sha256 = str_take(&sum);
    }
    if (file->state == FILE_FAILED)
        downloading->all = false;
    say_end(explorer, file);
    if (file->state == FILE_SAVED || file->state == FILE_LEFT)
        begin_next(explorer, commands);
}

/* --- in sight --- */

static const char *const marks[] = {
    [FILE_IDLE] = " ", [FILE_GOING] = "▸", [FILE_PAUSED] = "‖",
    [FILE_LEFT] = "=", [FILE_SAVED] = "✓", [FILE_FAILED] = "!"};

static void
add_item(struct explorer *explorer, size_t index)
{
    const struct download_link *link = &explorer->downloading.links.items[index];
    const struct download_file *file = &explorer->downloading.files[index];
    struct str label = {0}, end = {0};
    str_addf(&label, "%s %s  ", marks[file->state], link->name);
    if (file->state == FILE_GOING && file->progress.size)
        str_addf(&label, "%u%%", progress_percent(&file->progress));
    else if (file->progress.have)
        say_size(&label, file->progress.have);
    else
        str_add_text(&label, link->host);
    if (link->until > explorer->now.wall)
        progress_add_time(&end, (uint64_t)(link->until - explorer->now.wall) / 1000);
    else
        str_add_text(&end, link->until ? _("ended") : "");
    overlay_add(&explorer->overlay, str_text(&label), str_text(&end), (int)index);
    str_release(&label);
    str_release(&end);
}

static void
lay_one(struct page *page, const struct explorer *explorer, size_t index)
{
    const struct download_link *link = &explorer->downloading.links.items[index];
    const struct download_file *file = &explorer->downloading.files[index];
    struct str end = {0}, progress = {0};
    download_tell_end(link, explorer->now.wall, &end);
    progress_tell(&file->progress, &progress);
    page_flowf(page, STYLE_DIM, "%s, %s", link->host, str_text(&end));
    page_break(page);
    if (link->bar)
        page_flow(page, span_of(download_bar_text(link->bar)), STYLE_BAD);
    else if (file->state == FILE_GOING)
        page_flow(page, str_span(&progress), STYLE_NORMAL);
    else if (file->told)
        page_flow(page, span_of(file->told),
                  file->state == FILE_FAILED ? STYLE_BAD : STYLE_NORMAL);
    page_break(page);
    if (file->sha256 && *file->sha256)
        page_flowf(page, STYLE_NORMAL, "SHA-256 %s", file->sha256);
    page_break(page);
    str_release(&end);
    str_release(&progress);
}

void
downloading_lay(struct explorer *explorer, int columns)
{
    struct overlay *overlay = &explorer->overlay;
    size_t cursor = overlay->cursor, top = overlay->top;
    overlay_clear_items(overlay);
    for (size_t i = 0; i < explorer->downloading.links.count; i++)
        add_item(explorer, i);
    overlay->cursor = cursor < overlay->item_count ? cursor : 0;
    overlay->top = top;
    explorer->downloading.cursor = overlay->cursor;
    page_begin(&overlay->laid, columns);
    lay_one(&overlay->laid, explorer, overlay->cursor);
}

void
downloading_tell(const struct explorer *explorer, struct str *out)
{
    const struct downloading *downloading = &explorer->downloading;
    if (!downloading->going)
        return;
    const struct progress *progress =
        &downloading->files[downloading->current].progress;
    if (progress->size)
        str_addf(out, _("fetching a file, %d%%"), (int)progress_percent(progress));
    else
        str_add_text(out, _("fetching a file"));
    str_add_text(out, "   ");
}

clock_ms
downloading_deadline(const struct explorer *explorer)
{
    const struct download_links *links = &explorer->downloading.links;
    clock_ms now = explorer->now.wall;
    if (explorer->overlay.kind != OVERLAY_DOWNLOADS)
        return INT64_MAX;
    for (size_t i = 0; i < links->count; i++)
        if (links->items[i].until > now)
            return explorer->now.steady +
                   (links->items[i].until - now - 1) %
                       (explorer_second(explorer) * 1000) +
                   1;
    return INT64_MAX;
}
