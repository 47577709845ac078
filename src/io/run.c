#include "config.h"

#include "io/run.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/finding.h"
#include "io/clock.h"
#include "io/crash.h"
#include "io/locale.h"
#include "io/run_state.h"
#include "io/signals.h"
#include "io/spill.h"
#include "io/templates.h"
#include "io/themes.h"
#include "view/view.h"

#include <poll.h>

enum { FRAME_MS = 16, WORK_MS = 8, INTERRUPTED = 130 };

void
run_tell(struct run *run, struct message *message)
{
    struct commands wanted = {0};
    message->now = clock_now();
    explorer_update(&run->explorer, message, &wanted);
    for (size_t i = 0; i < wanted.count; i++)
        run_perform(run, &wanted.items[i]);
    commands_release(&wanted);
    renewal_look(run);
}

static void
take_input(void *owner, struct key_event *event)
{
    struct message message = {.kind = MESSAGE_INPUT, .input = event};
    run_tell(owner, &message);
}

static void
take_signals(void *owner, short revents)
{
    struct run *run = owner;
    unsigned came = signals_take();
    (void)revents;
    if (came & (SIGNALS_TERM | SIGNALS_HUP | SIGNALS_INT))
        run->leaving = true;
    run->interrupted = run->interrupted || (came & SIGNALS_INT);
    if (came & (SIGNALS_WINCH | SIGNALS_CONT))
        terminal_resized(run->terminal);
}

static void
draw(struct run *run)
{
    struct screen screen;
    screen_init(&screen, run->explorer.rows, run->explorer.columns);
    view_explorer(&run->explorer, &screen);
    terminal_draw(run->terminal, &screen);
    screen_release(&screen);
}

/* How long the next turn may wait: until the next frame is due, or the explorer wants
 * a tick when all is drawn. */
static int
patience(const struct run *run, bool dirty, clock_ms drawn)
{
    clock_ms now = clock_now().steady;
    clock_ms at = dirty ? drawn + FRAME_MS : explorer_deadline(&run->explorer);
    if (at == INT64_MAX)
        return -1;
    return at <= now ? 0 : at - now > 60000 ? 60000 : (int)(at - now);
}

/* A tick, and more of them while a search goes on. */
static void
work(struct run *run, clock_ms until)
{
    do {
        struct message tick = {.kind = MESSAGE_TICK};
        run_tell(run, &tick);
    } while (finding_under_way(&run->explorer) && clock_now().steady < until);
}

static enum status
loop(struct run *run, struct err *err)
{
    unsigned long seen = run->explorer.frame;
    clock_ms drawn = clock_now().steady;
    while (!run->leaving) {
        bool dirty = run->explorer.frame != seen;
        enum status status = loop_turn(&run->loop, patience(run, dirty, drawn), err);
        clock_ms now = clock_now().steady;
        if (status != STATUS_OK)
            return status;
        bool due = run->at_once || now >= drawn + FRAME_MS;
        if (run->explorer.frame != seen && due) {
            run->at_once = false;
            seen = run->explorer.frame;
            draw(run);
            drawn = clock_now().steady;
        }
        /* only once all that has come is in sight: a tick may take its time */
        if (run->explorer.frame == seen && now >= explorer_deadline(&run->explorer))
            work(run, now + WORK_MS);
    }
    return STATUS_OK;
}

static void
use_practice(void *owner)
{
    run_use_practice(owner);
}

/* Whoever looks at the bar sees what stands between. */
static void
find_proxy(struct run *run)
{
    struct net_way way = net_way_of(&run->profile);
    for (size_t i = 0; i < COUNT_OF(run->profile.base) && !run->proxy; i++)
        if (run->profile.base[i])
            run->proxy = net_proxy(run->profile.base[i], &way);
    run->explorer.proxy = run->proxy;
}

/* ---- a saved answer ---- */

static void
show_saved(struct run *run)
{
    struct saved *saved = run->saved;
    struct message message = {.kind = MESSAGE_PROGRESS,
                              .response = &saved->exchange.response,
                              .announced = saved->announced};
    if (saved->fd < 0)
        message =
            (struct message){.kind = MESSAGE_RECALLED, .exchange = &saved->exchange};
    run_tell(run, &message);
}

static void
read_saved(void *owner, short revents)
{
    struct run *run = owner;
    struct err err = {0};
    int fd = run->saved->fd;
    (void)revents;
    saved_read(run->saved, &err);
    if (run->saved->fd < 0)
        loop_unwatch(&run->loop, fd);
    show_saved(run);
    if (err.text[0])
        run_tell_trouble(run, err.text);
}

static void
start_saved(struct run *run)
{
    explorer_view_saved(&run->explorer, run->saved->name);
    if (run->saved->fd >= 0)
        loop_watch(&run->loop, run->saved->fd, POLLIN, read_saved, run);
    show_saved(run);
}

static void
start(struct run *run, const struct run_plan *plan)
{
    int rows, columns;
    terminal_size(run->terminal, &rows, &columns);
    explorer_init(&run->explorer, plan->catalogue,
                  plan->profile ? plan->profile->name : "practice", rows, columns);
    run->explorer.language = plan->language ? plan->language : "en";
    run->explorer.speak = locale_speak;
    run->explorer.zone = clock_zone;
    run->explorer.large = &spill_place;
    run->explorer.now = clock_now();
    run->explorer.redactor = &run->redactor;
    run->keeper = (struct keeper){
        .redactor = &run->redactor, .tell = run_tell_trouble, .owner = run};
    if (*plan->page)
        explorer_open_page(&run->explorer, _("Your own API"), plan->page);
    else if (!plan->profile && !plan->saved && run_card_wanted())
        explorer_welcome(&run->explorer);
    if (plan->profile) {
        run->profile = *plan->profile;
        *plan->profile = (struct profile){0};
        redactor_know(&run->redactor, secret_reveal(&run->profile.bearer));
        run->keeper.off = run->profile.unkept;
        find_proxy(run);
        renewal_begin(run, plan->sign_in);
    }
    if (plan->preferences) {
        run->explorer.keymap = &plan->preferences->keymap;
        run->requests = plan->preferences->requests;
        run->explorer.reduced = plan->preferences->reduced;
        run->explorer.mouse = !plan->preferences->no_mouse;
        terminal_mouse(run->terminal, run->explorer.mouse);
    }
    struct err err = {0};
    if (templates_load(&run->templates, &err) != STATUS_OK)
        run_tell_trouble(run, err.text);
    run->explorer.templates = &run->templates;
    struct message first = {.kind = plan->profile ? MESSAGE_PROFILE : MESSAGE_TICK,
                            .profile = &run->profile};
    run->explorer.learning.given = plan->lessons;
    run->explorer.learning.seed = plan->seed;
    struct run_change *change = plan->change;
    run->change = change;
    run->explorer.profiles = change ? change->profiles : NULL;
    if (change && change->kept.method) {
        composer_take(&run->explorer.composer, &change->kept);
        change->kept = (struct request){0};
    }
    run_tell(run, &first);
    struct message learn = {.kind = MESSAGE_LEARN, .path = plan->learn};
    if (plan->learn)
        run_tell(run, &learn);
    run_recall(run);
    run->saved = plan->saved;
    if (run->saved)
        start_saved(run);
    draw(run); /* before anything that takes time */
    if (!run->explorer.profile && !run->saved)
        loop_timer(&run->loop, 0, use_practice, run);
}

static void
finish(struct run *run)
{
    if (run->copy)
        clipboard_cancel(run->copy);
    renewal_end(run);
    run_pipe_stop(run, NULL);
    net_release(&run->net);
    run_download_release(run);
    run_export_release(run);
    terminal_close(run->terminal);
    explorer_release(&run->explorer);
    if (run->practice_ready)
        practice_release(&run->practice);
    profile_release(&run->profile);
    mem_free(run->proxy);
    mem_free(run->theme);
    ticket_templates_release(&run->templates);
    keeper_release(&run->keeper);
    redactor_release(&run->redactor);
    str_release(&run->to_copy);
    loop_release(&run->loop);
    signals_close();
}

int
run_explorer(const struct run_plan *plan, struct err *err)
{
    struct run run = {0};
    unsigned wanted =
        SIGNALS_INT | SIGNALS_TERM | SIGNALS_HUP | SIGNALS_WINCH | SIGNALS_CONT;
    if (signals_open(wanted, err) != STATUS_OK)
        return 2;
    net_init(&run.net, &run.loop, run_net_event, &run);
    loop_watch(&run.loop, signals_fd(), POLLIN, take_signals, &run);
    struct theme theme;
    enum status status = theme_load(&theme, plan->theme, err);
    run.theme = plan->theme ? mem_strdup(plan->theme) : NULL;
    if (status == STATUS_OK)
        run.terminal = terminal_open(&run.loop, &theme, take_input, &run, err);
    status = err->status;
    if (run.terminal) {
        crash_install();
        start(&run, plan);
        status = loop(&run, err);
    }
    bool opened = run.terminal != NULL;
    if (plan->change) {
        plan->change->wanted = run.wanted;
        run.wanted = NULL;
        request_release(&plan->change->kept);
        request_copy(&plan->change->kept, composer_request(&run.explorer.composer));
    }
    finish(&run);
    if (!opened || status != STATUS_OK)
        return 2;
    return run.interrupted ? INTERRUPTED : 0;
}
