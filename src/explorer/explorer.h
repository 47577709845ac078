/* The interactive program's state. explorer_update alone changes it; views take it
 * const. No clock, no I/O: time comes with messages, and what is to be done goes out as
 * commands. */
#ifndef EXPLORER_EXPLORER_H
#define EXPLORER_EXPLORER_H

#include "api/budget.h"
#include "api/history.h"
#include "api/throttle.h"
#include "explorer/action.h"
#include "explorer/bearer.h"
#include "explorer/command.h"
#include "explorer/composer.h"
#include "explorer/downloading.h"
#include "explorer/fetching.h"
#include "explorer/importing.h"
#include "explorer/keymap.h"
#include "explorer/layout.h"
#include "explorer/learning.h"
#include "explorer/message.h"
#include "explorer/opening.h"
#include "explorer/operations.h"
#include "explorer/overlay.h"
#include "explorer/piping.h"
#include "explorer/reading.h"
#include "explorer/result.h"
#include "explorer/saving.h"
#include "explorer/signing.h"
#include "explorer/tabling.h"
#include "explorer/ticketing.h"
#include "explorer/using.h"

enum notice_kind { NOTICE_INFO, NOTICE_GOOD, NOTICE_WARN, NOTICE_BAD };

struct notice {
    enum notice_kind kind;
    char *text; /* safe to show; NULL: none; owned */
};

struct flight { /* the request under way */
    bool under_way;
    bool page; /* one more of the list in sight */
    unsigned id;
    clock_ms started;       /* steady */
    struct request request; /* as composed; owned */
    struct token token;     /* that it is sent with */
    struct attempt *before; /* when it is sent again: the attempts until then; owned */
    size_t before_count;
};

/* The fault that the practice tenant was told to have. */
struct armed {
    char *name;     /* "retry-after=40"; NULL: none; owned */
    unsigned times; /* calls that it still meets; 0: a share of all calls */
    bool going;     /* the tenant has not said yet that it knows */
};

struct explorer {
    const struct catalogue *catalogue;
    const struct profile *profile; /* borrowed; NULL: not there yet */
    const char *profile_name;      /* "practice" */
    const char *proxy;             /* on the way to it; borrowed; NULL: none */
    const struct ticket_templates *templates; /* the user's; borrowed; or NULL */
    const struct redactor *redactor; /* knows the secrets held; borrowed; or NULL */
    const struct bulk_place *large;  /* for pages, out of memory; borrowed; or NULL */
    const char *language;
    /* Texts are in LANGUAGE from now on; NULL: they stay in the one that they are in */
    void (*speak)(const char *language);
    /* Minutes by which local time is ahead of UTC then; NULL: it is not known */
    int (*zone)(clock_ms at);
    struct now now;
    int rows, columns;
    enum pane focus;
    bool zoomed;
    bool mouse;                  /* taken by us */
    bool reduced;                /* what moves of itself moves seldom */
    const struct keymap *keymap; /* borrowed */
    struct operations operations;
    struct composer composer;
    struct result result;
    struct overlay overlay;
    struct opening opening;      /* string values that are opened as pages */
    struct reading reading;      /* the way back through help pages */
    struct budget budget;        /* of the operation that is composed */
    struct history_entries past; /* as last read */
    struct importing importing;
    struct using using; /* of the value that the list is about */
    struct learning learning;
    struct notice notice;
    struct flight flight;
    struct throttle throttle;
    struct armed armed;
    struct { /* the check of a long body, which waits for a pause in typing */
        unsigned long state; /* composer_state that it waits for */
        clock_ms due;        /* steady */
    } recheck;
    struct bearer bearer;
    struct signing signing;
    struct str pipe;        /* the program that answers were last sent through */
    bool piping;            /* it runs */
    struct preview preview; /* of the one that is typed */
    bool pipe_rounds;       /* its input has numbers that jq rounds */
    struct exporting exporting;
    struct pages pages; /* of the list in sight, while they are fetched */
    struct downloading downloading;
    struct ticket_batch batch;            /* that the ticket is about; or empty */
    struct ticket_style ticket;           /* as it was last chosen */
    const struct profile_entry *profiles; /* ends with name NULL; or NULL */
    bool saved;  /* a saved answer is looked at: none is sent */
    bool agreed; /* the user has just said yes to a change */
    bool
        send_when_ready; /* asked to send before the practice tenant was ready for it */
    bool filtering;      /* the operations' filter has the caret */
    bool card;           /* the first-start card is to be shown */
    bool leaving;
    unsigned last_id;
    size_t practice_bearer; /* index into practice_bearers */
    unsigned long frame;    /* grows with each change of anything in sight */
};

void explorer_init(struct explorer *explorer, const struct catalogue *catalogue,
                   const char *profile_name, int rows, int columns);
void explorer_release(struct explorer *explorer);
/* The first start: the card is shown, and nothing lies over it. */
void explorer_welcome(struct explorer *explorer);
/* A saved answer comes: the pane that shows it has the whole screen. */
void explorer_view_saved(struct explorer *explorer, const char *name);
void explorer_update(struct explorer *explorer, struct message *message,
                     struct commands *commands);
/* Steady time at which a TICK is wanted; INT64_MAX: never. */
clock_ms explorer_deadline(const struct explorer *explorer);

struct layout explorer_layout(const struct explorer *explorer);
bool explorer_editing(
    const struct explorer *explorer); /* EDIT: a text field has the caret */

/* For printf: "%.*s", KEY_ARG(explorer, ACTION_SEND): the key that does it. */
#define KEY_ARG(explorer, action) SPAN_ARG(keymap_key((explorer)->keymap, (action)))

/* Seconds between two steps of a countdown. */
long explorer_second(const struct explorer *explorer);
/* The wait that is left, in the seconds in which it is told. */
long wait_shown(const struct explorer *explorer);

/* For the parts of the explorer. */
void explorer_take(struct explorer *explorer, struct message *message,
                   struct commands *commands); /* whatever is no input */
void explorer_forget_notice(struct explorer *explorer);
void explorer_say_saved(struct explorer *explorer); /* that nothing is sent */
void flight_release(struct flight *flight);
void armed_release(struct armed *armed);
void armed_strike(struct armed *armed); /* one call has been answered */
void explorer_say(struct explorer *explorer, enum notice_kind kind, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));
/* Where not all could be folded: that it is so. False: nothing is to be told. */
bool climbing_tell_cut(struct explorer *explorer);
void explorer_act(struct explorer *explorer, enum action action,
                  struct commands *commands);
void explorer_choose(struct explorer *explorer, const struct operation *operation);
/* Whether a request or the pages of a list are under way; says so. */
bool explorer_busy(struct explorer *explorer);
/* The request as it stands; CONSENT: the user has said yes to what would be asked
 * about. */
void explorer_send(struct explorer *explorer, bool consent, struct commands *commands);
void explorer_open_profiles(struct explorer *explorer);
bool explorer_profile_key(struct explorer *explorer, struct span key,
                          struct commands *commands);
void explorer_new_profile(struct explorer *explorer,
                          struct commands *commands); /* the value typed is taken */
/* Asks, where this request to this tenant has to be agreed to first; false: it may go.
 */
bool explorer_asks(struct explorer *explorer, const struct request *request,
                   struct commands *commands);
void explorer_take_name(struct explorer *explorer, const struct message *message);
void explorer_agree(struct explorer *explorer, struct commands *commands);
void explorer_confirm(struct explorer *explorer,
                      struct commands *commands); /* what was typed */
/* A question about the wait follows it, and goes when it ends. */
void explorer_ask_again(struct explorer *explorer);
void explorer_resend(struct explorer *explorer,
                     struct commands *commands); /* the one last answered */
/* LABEL names it for people, WHAT for lessons ("tracking ID"). */
void explorer_copy(struct explorer *explorer, struct span text, const char *label,
                   const char *what, struct commands *commands);
/* The answer's tab that is shown now is something that a lesson may ask for. */
void explorer_tell_tab(struct explorer *explorer);
/* The caret goes into the empty filter of the operations. */
void explorer_filter(struct explorer *explorer);
void explorer_copy_raw(struct explorer *explorer,
                       struct commands *commands); /* what was asked about */
/* The menu of faults: it is opened, listed anew after its field has changed, and what
 * is chosen in it is armed. */
void explorer_open_faults(struct explorer *explorer);
void explorer_list_faults(struct overlay *overlay);
void explorer_arm(struct explorer *explorer, struct commands *commands);
void explorer_disarm(struct explorer *explorer, struct commands *commands);
void explorer_open_copy(struct explorer *explorer);
void explorer_copy_chosen(struct explorer *explorer,
                          struct commands *commands); /* in that menu */
/* The request as it stands, as an exchange that was not sent; released by the caller.
 */
void explorer_compose(struct explorer *explorer, struct exchange *exchange);
void explorer_open_help(struct explorer *explorer, const char *topic);
void explorer_open_page(struct explorer *explorer, const char *title,
                        const char *markdown);
void explorer_click(struct explorer *explorer, const struct key_event *event,
                    struct commands *commands);
/* A key while a text field has the caret (and no overlay is open). */
void explorer_edit_key(struct explorer *explorer, const struct key_event *event,
                       struct span key, struct commands *commands);
/* False: the key means nothing to the overlay that is open. */
bool explorer_overlay_key(struct explorer *explorer, const struct key_event *event,
                          struct span key, struct commands *commands);

#endif
