#include "config.h"

#include "explorer/reading.h"

#include "api/topic_search.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/areas.h"
#include "explorer/explorer.h"

#include <string.h>

enum { PLACES_MAX = 50, TOPICS_MAX = 1000 };

/* --- the way back --- */

static void
place_release(struct reading_place *place)
{
    mem_free(place->title);
    mem_free(place->topic);
    str_release(&place->text);
}

void
reading_release(struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++)
        place_release(&reading->places[i]);
    mem_free(reading->places);
    *reading = (struct reading){0};
}

static bool
reads(const struct overlay *overlay)
{
    return overlay->kind == OVERLAY_HELP || overlay->kind == OVERLAY_TOPICS;
}

/* The page in sight is left behind; of a list of topics there is nothing to keep. */
static void
leave_behind(struct explorer *explorer)
{
    struct reading *reading = &explorer->reading;
    struct overlay *overlay = &explorer->overlay;
    if (!reads(overlay)) {
        reading_release(reading);
        return;
    }
    if (overlay->kind != OVERLAY_HELP)
        return;
    if (reading->count == PLACES_MAX) {
        place_release(&reading->places[0]);
        memmove(reading->places, reading->places + 1,
                --reading->count * sizeof *reading->places);
    }
    ARRAY_GROW(reading->places, reading->count, reading->room);
    reading->places[reading->count++] =
        (struct reading_place){.title = mem_strdup(overlay->title),
                               .topic = mem_strdup(overlay->topic),
                               .text = str_dup(str_span(&overlay->text)),
                               .top = overlay->top,
                               .link = overlay->link};
}

bool
reading_back(struct explorer *explorer)
{
    struct reading *reading = &explorer->reading;
    struct overlay *overlay = &explorer->overlay;
    if (!reads(overlay) || !reading->count)
        return false;
    struct reading_place place = reading->places[--reading->count];
    overlay_open(overlay, OVERLAY_HELP, place.title);
    str_add(&overlay->text, str_span(&place.text));
    overlay->topic = mem_strdup(place.topic);
    overlay->top = place.top;
    overlay->link = place.link;
    place_release(&place);
    return true;
}

void
reading_open(struct explorer *explorer, const char *topic)
{
    struct overlay *overlay = &explorer->overlay;
    const struct topic_page *page = topic_find(explorer->language, span_of(topic));
    leave_behind(explorer);
    overlay_open(overlay, OVERLAY_HELP, _("Help"));
    overlay->topic = page ? mem_strdup(page->name) : NULL;
    str_add_text(&overlay->text,
                 page ? page->text
                      : _("There is no help page for this place. ? shows all keys."));
}

/* --- links --- */

static void
open_lesson(struct explorer *explorer, struct span name)
{
    const struct lessons *lessons = learning_lessons(explorer);
    learning_list(explorer);
    for (size_t i = 0; i < lessons->count; i++)
        if (span_ends(name, lessons->items[i].name))
            explorer->overlay.cursor = i;
}

static void
open_operation(struct explorer *explorer, const char *id)
{
    const struct operation *operation =
        catalogue_find(explorer->catalogue, span_of(id));
    if (!operation) {
        explorer_say(explorer, NOTICE_WARN, _("There is no operation %s here."), id);
        return;
    }
    overlay_close(&explorer->overlay);
    explorer_choose(explorer, operation);
}

/* What is no page of ours is somewhere in the web: it is told and copied, not fetched.
 */
static void
copy_address(struct explorer *explorer, const char *address, struct commands *commands)
{
    struct str shown = {0};
    sanitise_line(&shown, span_of(address), SANITISE_PLAIN);
    explorer_copy(explorer, span_of(address), str_text(&shown), "link", commands);
    str_release(&shown);
}

static void
go_to(struct explorer *explorer, const char *target, struct commands *commands)
{
    struct span name = span_of(target);
    if (span_starts(name, PAGE_OPERATION))
        open_operation(explorer, target + strlen(PAGE_OPERATION));
    else if (span_starts(name, "lessons/"))
        open_lesson(explorer, name);
    else if (topic_find(explorer->language, name))
        reading_open(explorer, target);
    else
        copy_address(explorer, target, commands);
}

static void
follow(struct explorer *explorer, unsigned link, struct commands *commands)
{
    const struct page *page = &explorer->overlay.laid;
    if (!link || link > page->link_count)
        return;
    char *target =
        mem_strdup(page->links[link - 1]); /* the page goes with the overlay */
    explorer->overlay.link = link;
    go_to(explorer, target, commands);
    mem_free(target);
}

static bool
in_sight(const struct overlay *overlay, unsigned link)
{
    size_t line;
    int column;
    return page_link_place(&overlay->laid, link, &line, &column) &&
           line >= overlay->top &&
           line < overlay->top + (overlay->page ? overlay->page : 1);
}

bool
reading_link_chosen(const struct overlay *overlay)
{
    return overlay->kind == OVERLAY_HELP && in_sight(overlay, overlay->link);
}

/* The next one, or from what is in sight its first or last where none is chosen there.
 */
static unsigned
next_link(const struct overlay *overlay, int step)
{
    const struct page *page = &overlay->laid;
    unsigned last = (unsigned)page->link_count, link = overlay->link;
    size_t line;
    int column;
    if (in_sight(overlay, link))
        return step > 0 ? link % last + 1 : (link + last - 2) % last + 1;
    for (unsigned i = 1; i <= last; i++) {
        unsigned at = step > 0 ? i : last + 1 - i;
        if (in_sight(overlay, at))
            return at;
    }
    for (unsigned i = 1; i <= last && step > 0; i++)
        if (page_link_place(page, i, &line, &column) && line >= overlay->top)
            return i;
    return step > 0 ? 1 : last;
}

static void
choose_link(struct explorer *explorer, int step)
{
    struct overlay *overlay = &explorer->overlay;
    if (!overlay->laid.link_count) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("No links are on this page."));
        return;
    }
    size_t line;
    int column;
    overlay->link = next_link(overlay, step);
    if (page_link_place(&overlay->laid, overlay->link, &line, &column) &&
        !in_sight(overlay, overlay->link))
        overlay_scroll(overlay,
                       (long)line - (long)overlay->top - (long)(overlay->page / 2));
}

static void
go_back(struct explorer *explorer)
{
    if (!reading_back(explorer))
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This is where you began to read."));
}

/* --- topics by words --- */

/* What the folder of a page's name tells of it. */
static const char *
kind_of(const struct topic_page *page)
{
    static const struct {
        const char *folder, *kind;
    } kinds[] = {{"errors/", N_("error code")}, {"shapes/", N_("answer")},
                 {"sign-in/", N_("sign-in")},   {"status/", N_("status")},
                 {"trouble/", N_("no answer")}, {"lessons/", N_("lesson")}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (span_starts(span_of(page->name), kinds[i].folder))
            return _(kinds[i].kind);
    return NULL;
}

void
reading_list_topics(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct topic_hit hits[TOPICS_MAX];
    size_t count = topic_search(explorer->language, str_span(&overlay->field.text),
                                hits, TOPICS_MAX);
    overlay_clear_items(overlay);
    for (size_t i = 0; i < count; i++) {
        struct str title = {0};
        topic_add_title(hits[i].page, &title);
        overlay_add(overlay, str_text(&title), kind_of(hits[i].page),
                    (int)(hits[i].page - topic_pages));
        str_release(&title);
    }
}

static void
search(struct explorer *explorer)
{
    leave_behind(explorer);
    overlay_open(&explorer->overlay, OVERLAY_TOPICS, _("Help topics"));
    reading_list_topics(explorer);
}

void
reading_take_topic(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (overlay->cursor >= overlay->item_count)
        return;
    int value = overlay->items[overlay->cursor].value;
    go_to(explorer, topic_pages[value].name, commands);
}

/* --- keys and clicks --- */

bool
reading_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (span_is(key, "Tab"))
        choose_link(explorer, 1);
    else if (span_is(key, "S-Tab"))
        choose_link(explorer, -1);
    else if (span_is(key, "Enter") && reading_link_chosen(overlay))
        follow(explorer, overlay->link, commands);
    else if (span_is(key, "BS") || span_is(key, "["))
        go_back(explorer);
    else if (span_is(key, "/"))
        search(explorer);
    else
        return false;
    return true;
}

void
reading_click(struct explorer *explorer, const struct key_event *event,
              struct commands *commands)
{
    const struct overlay *overlay = &explorer->overlay;
    struct rect inside = rect_inside(areas_overlay(explorer), 1);
    if (overlay->kind != OVERLAY_HELP || !rect_has(inside, event->y, event->x))
        return;
    size_t line = overlay->top + (size_t)(event->y - inside.y);
    follow(explorer, page_link_at(&overlay->laid, line, event->x - inside.x), commands);
}
