/* What is asked before a change goes to a guarded tenant: yes; for what can't easily be
 * undone, the device's own name. */
#include "config.h"

#include "explorer/explorer.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "json/tree.h"

enum {
    TYPED_MAX = 12, /* of a longer ID its beginning is enough */
    SEARCHED_MAX = 4 << 20,
};

static struct span
first_slot(const struct request *request)
{
    const struct pairs *slots = &request->slots;
    for (size_t i = 0; i < slots->count; i++)
        if (slots->items[i].value && *slots->items[i].value)
            return span_of(slots->items[i].value);
    return (struct span){0};
}

/* Where no name can be had: the beginning of what the path names, else the operation.
 */
static struct span
without_name(const struct request *request)
{
    struct span slot = first_slot(request);
    return slot.n ? span_sub(slot, 0, TYPED_MAX) : span_of(request->operation->id);
}

/* The device's name, as the answer that is shown tells it of this ID. */
static bool
name_in_answer(const struct explorer *explorer, struct span id, struct str *name)
{
    struct span body = str_span(&explorer->result.exchange.response.body);
    struct json_tree tree = {0};
    if (!explorer->result.present || !id.n || body.n > SEARCHED_MAX)
        return false;
    json_tree_read(&tree, body);
    for (size_t i = 0; i < tree.count && !name->n; i++) {
        const struct json_node *node = &tree.nodes[i];
        const struct json_node *its, *called;
        if (node->kind != JSON_KIND_OBJECT ||
            !(its = json_node_member(&tree, node, "id")) ||
            !(called = json_node_member(&tree, node, "computerDnsName")) ||
            called->kind != JSON_KIND_STRING)
            continue;
        struct str value = {0};
        json_node_decoded(&tree, its, &value);
        if (span_equal(str_span(&value), id))
            json_node_decoded(&tree, called, name);
        str_release(&value);
    }
    json_tree_release(&tree);
    return name->n > 0;
}

/* TYPED has to be typed; WHY not the name, or NULL. */
static void
ask_for(struct explorer *explorer, struct span typed, const char *why)
{
    const struct request *request = composer_request(&explorer->composer);
    struct str title = {0}, shown = {0};
    str_addf(&title, _("Type %.*s to send: %s"), SPAN_ARG(typed),
             text_known(request->operation->title));
    sanitise_line(&shown, str_span(&title), SANITISE_PLAIN);
    overlay_open(&explorer->overlay, OVERLAY_CONFIRM, str_text(&shown));
    str_set(&explorer->overlay.raw, typed);
    if (why)
        str_addf(&explorer->overlay.text,
                 _("The beginning of the ID, because the name is not known: %s"), why);
    str_release(&title);
    str_release(&shown);
}

static void
ask_name(struct explorer *explorer, const struct request *request,
         struct commands *commands)
{
    struct str name = {0};
    bool device = first_slot(request).n &&
                  span_starts(span_of(request->operation->path), "/api/machines/{");
    if (!device) {
        ask_for(explorer, without_name(request), NULL);
    } else if (name_in_answer(explorer, first_slot(request), &name)) {
        ask_for(explorer, str_span(&name), NULL);
    } else {
        struct str id = str_dup(first_slot(request));
        overlay_open(&explorer->overlay, OVERLAY_CONFIRM,
                     _("Looking up the name of the device"));
        commands_add(commands, COMMAND_NAME)->path = str_take(&id);
    }
    str_release(&name);
}

void
explorer_take_name(struct explorer *explorer, const struct message *message)
{
    const struct overlay *overlay = &explorer->overlay;
    const struct request *request = composer_request(&explorer->composer);
    if (overlay->kind != OVERLAY_CONFIRM || overlay->raw.n || !request->operation)
        return;
    if (message->failed)
        ask_for(explorer, without_name(request), message->error);
    else
        ask_for(explorer, message->text, NULL);
}

static void
ask_yes(struct explorer *explorer, const struct request *request)
{
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Change something there?"));
    explorer->overlay.question = ASK_CHANGE;
    str_addf(&explorer->overlay.text,
             _("\"%s\" changes something in the tenant of profile \"%s\", which is "
               "guarded. Send it?"),
             request->operation ? text_known(request->operation->title)
                                : request->method,
             explorer->profile->name);
}

bool
explorer_asks(struct explorer *explorer, const struct request *request,
              struct commands *commands)
{
    enum effect effect = effect_of(request->operation, span_of(request->method));
    if (explorer->profile->guard != GUARD_GUARDED || effect == EFFECT_READ ||
        explorer->agreed)
        return false;
    if (effect == EFFECT_DESTRUCTIVE && request->operation)
        ask_name(explorer, request, commands);
    else
        ask_yes(explorer, request);
    return true;
}

void
explorer_agree(struct explorer *explorer, struct commands *commands)
{
    explorer->agreed = true;
    explorer_send(explorer, true, commands);
    explorer->agreed = false;
}

void
explorer_confirm(struct explorer *explorer, struct commands *commands)
{
    struct span typed = span_trim(str_span(&explorer->overlay.field.text));
    bool same = span_equal(typed, str_span(&explorer->overlay.raw));
    if (!explorer->overlay.raw.n) /* its name is being looked up */
        return;
    overlay_close(&explorer->overlay);
    if (same)
        explorer_agree(explorer, commands);
    else
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("That is not what was to be typed. Nothing was sent."));
}
