/* Help pages as they are read: links from one to the next, the way back, and topics
 * found by words. */
#ifndef EXPLORER_READING_H
#define EXPLORER_READING_H

#include "base/str.h"
#include "explorer/command.h"
#include "explorer/keys.h"

struct explorer;
struct overlay;

struct reading_place {   /* a page that was left, and where in it */
    char *title, *topic; /* topic: NULL where it is no help page; owned */
    struct str text;
    size_t top;
    unsigned link;
};

/* The way back from the page in sight, the nearest last. Owns its places. */
struct reading {
    struct reading_place *places;
    size_t count, room;
};

void reading_release(struct reading *reading);
/* A help page opens: behind the one in sight where there is one. */
void reading_open(struct explorer *explorer, const char *topic);
/* False: there is no page to go back to. */
bool reading_back(struct explorer *explorer);
/* A link of the page is chosen, and in sight. */
bool reading_link_chosen(const struct overlay *overlay);
/* Keys on a page; false: it means nothing there. */
bool reading_key(struct explorer *explorer, struct span key, struct commands *commands);
/* A click on the page: a link there is followed. */
void reading_click(struct explorer *explorer, const struct key_event *event,
                   struct commands *commands);
/* The topics that have the words of the field; the one under the cursor opens. */
void reading_list_topics(struct explorer *explorer);
void reading_take_topic(struct explorer *explorer, struct commands *commands);

#endif
