/* The request under composition, as the request pane shows it: the target line, the
 * path slots, and the tabs with body, query, headers and what is known of the
 * operation. Checks itself as it is typed. */
#ifndef EXPLORER_COMPOSER_H
#define EXPLORER_COMPOSER_H

#include "api/check.h"
#include "api/exchange.h"
#include "explorer/completing.h"
#include "explorer/editor.h"
#include "explorer/page.h"

enum composer_tab {
    COMPOSER_BODY,
    COMPOSER_QUERY,
    COMPOSER_HEADERS,
    COMPOSER_ABOUT,
    COMPOSER_TABS
};

/* One row of the query or headers tab. */
struct composer_row {
    const char *name;  /* borrowed from the request or the catalogue; NULL: the row that
                          adds one */
    const char *value; /* NULL: not set */
    const struct schema *schema; /* what is known of it, or NULL */
    size_t pair;                 /* index in the request's pairs, where set */
    bool known; /* by the catalogue: its value alone is edited, else "name=value" */
};

/* Where the cursor is. */
/* The request that another has taken the place of, for undo and redo. */
enum kept { KEPT_NONE, KEPT_EARLIER, KEPT_LATER };

enum composer_item { COMPOSER_TARGET, COMPOSER_SLOT, COMPOSER_CONTENT };

struct composer {
    struct request
        request; /* its body is an alias of body.text: see composer_request */
    enum composer_tab tab;
    enum composer_item item;
    size_t slot;         /* of the cursor, when on a slot */
    size_t row, row_top; /* of the cursor in query and headers; first line in About */
    struct page about;   /* laid out */
    struct editor body;
    struct editor field; /* what is being edited outside the body */
    bool editing;
    struct request kept; /* owned */
    enum kept kept_is;
    bool unsent;          /* something was typed or mended since the last sending */
    unsigned long opened; /* version of the text when its editing began */
    struct completing completing; /* what is offered at the caret */
    struct check check;
    unsigned long changes; /* how often something outside the body changed */
    unsigned long checked; /* composer_state when the check was made */
    size_t lines;          /* of the body then */
    long drift;        /* by how much the lines behind drift_from have moved since */
    size_t drift_from; /* line, from 1 */
};

void composer_init(struct composer *composer);
void composer_release(struct composer *composer);
void composer_choose(struct composer *composer, const struct operation *operation);
/* The request of an exchange, to be changed and sent again. False: its address can't be
 * read, and nothing was changed. */
bool composer_recall(struct composer *composer, const struct catalogue *catalogue,
                     const struct exchange *exchange);
/* The request as it stands, for sending and checking; valid until the next change. */
const struct request *composer_request(struct composer *composer);
/* A number that grows with every change of the request. */
unsigned long composer_state(const struct composer *composer);
/* Whether the check is of the request as it stands. */
bool composer_checked(const struct composer *composer);
void composer_check(struct composer *composer); /* where it is not */
/* The check is left for later: until then its hints keep to their lines, with what was
 * put in or taken out at the cursor. */
void composer_check_later(struct composer *composer);
/* Takes REQUEST over as the one under composition; the one before is kept. */
void composer_replace(struct composer *composer, struct request *request);
/* The last change to the body, else the request that was replaced; false: nothing. */
bool composer_undo(struct composer *composer);
bool composer_redo(struct composer *composer);
/* For composer_replace: without keeping any. */
void composer_take(struct composer *composer, struct request *request);
bool composer_has_body(const struct composer *composer);

/* Moves the cursor by lines: over target and slots into the content and back. */
void composer_move(struct composer *composer, long lines);
void composer_turn(struct composer *composer,
                   int tabs); /* to the next or previous tab that means something */
/* Rows of the query or headers tab; the last one adds. */
size_t composer_rows(const struct composer *composer);
struct composer_row composer_row_at(const struct composer *composer, size_t row);

void
composer_edit(struct composer *composer); /* begins editing what the cursor is on */
/* Ends editing and takes the text over. False: it can't be taken (err says why) and
 * editing goes on. */
bool composer_accept(struct composer *composer, const struct catalogue *catalogue,
                     struct err *err);
struct editor *
composer_editor(struct composer *composer); /* the one that takes the keys */

/* The hint that the fix key means: the one at the cursor's line, else the first with a
 * fix; NULL: none. */
const struct hint *composer_hint(const struct composer *composer);
const struct hint *composer_hint_at_line(const struct composer *composer,
                                         size_t line); /* from 1 */
const struct hint *composer_hint_at(const struct composer *composer, const char *kind,
                                    const char *name);
bool composer_fix(struct composer *composer, const struct hint *hint);
size_t composer_fix_all(struct composer *composer); /* as one step to undo */

#endif
