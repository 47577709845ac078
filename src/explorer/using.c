#include "config.h"

#include "explorer/explorer.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/handlers.h"
#include "explorer/tabling.h"
#include "json/text.h"

enum { TITLE_COLUMNS = 46, HEADING = -1 };

void
using_release(struct using *using)
{
    usages_release(&using->usages);
    str_release(&using->value);
    using->entities = 0;
}

/* What the value under the cursor identifies; 0: nothing, or there is none. VALUE gets
 * its text. */
static unsigned
identify(const struct explorer *explorer, struct str *value)
{
    const struct result *answer = &explorer->result;
    struct str pointer = {0};
    if (!answer->present)
        return 0;
    if (answer->tab == RESULT_TABLE) {
        tabling_value(explorer, value);
        tabling_pointer(explorer, &pointer);
    } else if (answer->tab == RESULT_BODY) {
        struct span raw = viewer_scalar(&answer->viewer);
        if (!span_starts(raw, "\"") || !json_unquote(value, raw))
            str_set(value, raw);
        viewer_pointer(&answer->viewer, &pointer);
    }
    const struct operation *operation = answer->sent.operation;
    const char *url = answer->exchange.request.url;
    struct span path = span_of(operation ? operation->path : url ? url : "");
    unsigned entities = entity_of(
        str_span(&pointer), entity_set(path, answer->viewer.text), str_span(value));
    str_release(&pointer);
    return entities;
}

bool
using_known(const struct explorer *explorer)
{
    struct str value = {0};
    bool known = identify(explorer, &value) != 0;
    str_release(&value);
    return known;
}

/* "GET    List machine actions              $filter=machineId" */
static void
write_label(const struct usage *usage, struct str *label)
{
    static const char *const products[] = {[PRODUCT_MDE] = "",
                                           [PRODUCT_XDR] = " (XDR)",
                                           [PRODUCT_GRAPH] = " (Graph)",
                                           [PRODUCT_OTHER] = ""};
    const struct operation *operation = usage->operation;
    str_addf(label, "%-6s ", operation->method);
    size_t from = label->n;
    str_add_text(label, text_known(operation->title));
    str_add_text(label, products[operation->product]); /* titles come twice */
    if (usage->place == USAGE_SLOT)
        return;
    size_t columns = sanitise_columns(span_from(str_span(label), from), SANITISE_PLAIN);
    str_add_repeat(label, ' ', columns < TITLE_COLUMNS ? TITLE_COLUMNS - columns : 1);
    str_addf(label, "%s%s", usage->place == USAGE_FILTER ? "$filter=" : "",
             usage->schema->name);
}

static void
add_heading(struct overlay *overlay, const struct usage *usage)
{
    struct str heading = {0};
    const char *entity = entity_title(usage->entity);
    if (usage->operation->effect == EFFECT_READ)
        str_addf(&heading, _("%s: these only read"), entity);
    else
        str_addf(&heading, _("%s: these change something"), entity);
    overlay_add(overlay, str_text(&heading), NULL, HEADING);
    str_release(&heading);
}

void
using_list(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    const struct usages *usages = &explorer->using.usages;
    struct span words = span_trim(str_span(&overlay->field.text));
    const struct usage *before = NULL;
    overlay_clear_items(overlay);
    for (size_t i = 0; i < usages->count; i++) {
        const struct usage *usage = &usages->items[i];
        struct str label = {0};
        write_label(usage, &label);
        const char *texts[] = {str_text(&label), usage->operation->id,
                               usage->operation->title};
        if (overlay_mentions(texts, COUNT_OF(texts), words)) {
            if (!before || before->entity != usage->entity ||
                (before->operation->effect == EFFECT_READ) !=
                    (usage->operation->effect == EFFECT_READ))
                add_heading(overlay, usage);
            overlay_add(overlay, str_text(&label), NULL, (int)i);
            before = usage;
        }
        str_release(&label);
    }
    overlay->cursor = overlay->item_count > 1; /* behind the heading */
}

void
using_take(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct using *using = &explorer->using;
    int value = overlay->cursor < overlay->item_count
                    ? overlay->items[overlay->cursor].value
                    : HEADING;
    if (value < 0)
        return;
    const struct operation *operation = using->usages.items[value].operation;
    struct request request = {0};
    usage_compose(&using->usages.items[value], str_span(&using->value), &request);
    overlay_close(overlay);
    composer_replace(&explorer->composer, &request);
    importing_leave(explorer);
    operations_used(&explorer->operations, operation);
    learning_tell_what(explorer, LESSON_CHOSEN, operation->id);
    explorer->focus = PANE_REQUEST;
    explorer_say(
        explorer, NOTICE_GOOD,
        _("%s has the value in it: %.*s sends, u brings back the request before."),
        text_known(operation->title), KEY_ARG(explorer, ACTION_SEND));
    using_release(using);
}

void
act_USE(struct explorer *explorer, struct commands *commands)
{
    struct using *using = &explorer->using;
    (void)commands;
    using_release(using);
    using->entities = identify(explorer, &using->value);
    if (!explorer->result.present) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This goes from a value of an answer to the operations that "
                       "take it: send something first."));
        return;
    }
    if (!using->entities) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("No operation is known to take this value. Put the cursor on an "
                       "ID of a device, an alert or an incident, a hash, an address, a "
                       "user, a CVE."));
        return;
    }
    usages_find(&using->usages, explorer->catalogue, using->entities,
                str_span(&using->value));
    struct str title = {0};
    str_addf(&title, _("Operations that take %s"), str_text(&using->value));
    overlay_open(&explorer->overlay, OVERLAY_USAGES, str_text(&title));
    str_release(&title);
    using_list(explorer);
}
