/* The rows of a table into a file, slice by slice. */
#include "config.h"

#include "explorer/tabling.h"

#include "base/count.h"
#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"

/* Which rows are saved, and how many; those that are being filtered aren't known yet.
 */
static void
write_title(const struct table *table, struct str *out)
{
    bool some = table->order && table->order_count != table->rows.count;
    size_t rows = table->order ? table->order_count : table->whole;
    struct str count = {0};
    str_add_count(&count, rows);
    if (table->filter_count && table->work == WORK_FILTER)
        str_add_text(out, _("Save the rows that the filter lets through as"));
    else if (table->filter_count && some)
        str_addf(out,
                 ngettext("Save the %s row that the filter lets through as",
                          "Save the %s rows that the filter lets through as", rows),
                 str_text(&count));
    else if (!table->ended)
        str_addf(out,
                 ngettext("Save the %s row that has come so far as",
                          "Save the %s rows that have come so far as", rows),
                 str_text(&count));
    else
        str_addf(out, ngettext("Save the %s row as", "Save all %s rows as", rows),
                 str_text(&count));
    str_release(&count);
}

void
tabling_ask_export(struct explorer *explorer)
{
    struct str title = {0};
    write_title(&explorer->result.table, &title);
    overlay_open(&explorer->overlay, OVERLAY_SAVE, str_text(&title));
    explorer->overlay.saves = SAVES_TABLE;
    editor_set(&explorer->overlay.field, SPAN("table.csv"));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
    str_release(&title);
}

void
tabling_export(struct explorer *explorer, const char *path, struct commands *commands)
{
    commands_add(commands, COMMAND_EXPORT)->path = mem_strdup(path);
    overlay_close(&explorer->overlay);
}

void
tabling_export_replace(struct explorer *explorer, struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_EXPORT);
    command->path = mem_strdup(str_text(&explorer->overlay.base));
    command->on = true;
    overlay_close(&explorer->overlay);
}

void
tabling_export_begin(struct explorer *explorer, const struct message *message)
{
    struct span name = span_of(message->path);
    enum table_export format = span_ends(name, ".ndjson") ? EXPORT_NDJSON
                               : span_ends(name, ".json") ? EXPORT_JSON
                                                          : EXPORT_CSV;
    if (message->exists) {
        saving_ask_replace(explorer, ASK_REPLACE_EXPORT, message);
    } else if (message->failed) {
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
    } else {
        explorer->exporting = (struct exporting){.open = true};
        if (explorer->result.table.there)
            table_export(&explorer->result.table, format, name);
    }
}

void
tabling_export_rows(struct explorer *explorer, bool last, struct commands *commands)
{
    struct table *table = &explorer->result.table;
    if (table->exported.n) {
        commands_add(commands, COMMAND_EXPORT_ROWS)->text = table->exported;
        table->exported = (struct str){0};
    }
    if (!last)
        return;
    explorer->exporting = (struct exporting){
        .rows = table->all,
        .grown = (table->order ? table->order_rows : table->all) < table->whole};
    commands_add(commands, COMMAND_EXPORT_END)->on = true;
    table_stop(table);
}

void
tabling_exported(struct explorer *explorer, const struct message *message)
{
    size_t rows = explorer->exporting.rows;
    struct str count = {0};
    str_add_count(&count, rows);
    if (message->failed)
        explorer_say(explorer, NOTICE_BAD, _("The rows were not saved: %s"),
                     message->error);
    else if (explorer->exporting.grown)
        explorer_say(explorer, NOTICE_WARN,
                     ngettext("%s row saved as %s; more have come since.",
                              "%s rows saved as %s; more have come since.", rows),
                     str_text(&count), message->path);
    else
        explorer_say(explorer, NOTICE_GOOD,
                     ngettext("%s row saved as %s.", "%s rows saved as %s.", rows),
                     str_text(&count), message->path);
    if (table_exporting(&explorer->result.table))
        table_stop(&explorer->result.table);
    explorer->exporting.open = false;
    str_release(&count);
}

void
tabling_export_settle(struct explorer *explorer, struct commands *commands)
{
    if (!explorer->exporting.open || table_exporting(&explorer->result.table))
        return;
    explorer->exporting.open = false;
    commands_add(commands, COMMAND_EXPORT_END);
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("Saving the rows has ended early: no file was written."));
}
