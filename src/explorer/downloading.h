/* Files that the answer links to: the list of them, the one under way, those that wait
 * for it. The list is of one answer; it stays while others come, until it is asked for
 * again with another answer in sight. */
#ifndef EXPLORER_DOWNLOADING_H
#define EXPLORER_DOWNLOADING_H

#include "api/download.h"
#include "explorer/command.h"
#include "explorer/page.h"
#include "explorer/progress.h"

struct explorer;
struct message;

enum download_state {
    FILE_IDLE,
    FILE_GOING,
    FILE_PAUSED,
    FILE_LEFT, /* its name was there already, and nothing was fetched */
    FILE_SAVED,
    FILE_FAILED,
};

struct download_file {
    enum download_state state;
    struct progress progress;
    char *path;   /* where it goes; NULL: not asked yet; owned like the rest */
    char *told;   /* how it ended, a sentence; or NULL */
    char *sha256; /* of what was saved; or NULL */
};

struct downloading {
    struct download_links links;
    struct download_file *files; /* as many as links */
    char *answer;                /* the ID of its exchange */
    size_t current;              /* under way while going */
    size_t cursor;               /* where the list was left */
    bool going;
    bool pausing;      /* the end that comes is a pause */
    bool all;          /* the next one follows */
    struct str folder; /* where files are proposed to go; "" or with a slash */
};

void downloading_release(struct downloading *downloading);
/* The list; says so where the answer links to nothing. */
void downloading_open(struct explorer *explorer);
bool downloading_key(struct explorer *explorer, struct span key,
                     struct commands *commands);
void downloading_leave_name(struct explorer *explorer); /* back to the list */
/* The name of one file, or the folder for all, as it was typed. */
void downloading_name(struct explorer *explorer, const char *path,
                      struct commands *commands);
void downloading_overwrite(struct explorer *explorer, struct commands *commands);
void downloading_move_on(struct explorer *explorer, const struct message *message);
void downloading_end(struct explorer *explorer, const struct message *message,
                     struct commands *commands);
/* The overlay's items and what is said of the one under the cursor, laid out. */
void downloading_lay(struct explorer *explorer, int columns);
/* "fetching x.gz, 45%"; nothing where none is fetched. Appends. */
void downloading_tell(const struct explorer *explorer, struct str *out);
/* Steady time at which a countdown in sight changes; INT64_MAX: none. */
clock_ms downloading_deadline(const struct explorer *explorer);

#endif
