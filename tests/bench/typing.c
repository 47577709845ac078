/* A key typed into a body of 1 MB with 500 mistakes: until it is taken and drawn, and
 * the check that follows when the key is in sight. */
#include "config.h"

#include "indicators.h"

#include "explorer/explorer.h"
#include "view/view.h"

#include <stdio.h>

static void
tell(struct explorer *explorer, struct message *message, clock_ms later)
{
    struct commands commands = {0};
    clock_ms now = explorer->now.steady + later;
    message->now = (struct now){now, now};
    explorer_update(explorer, message, &commands);
    commands_release(&commands);
}

static void
press(struct explorer *explorer, uint32_t character)
{
    struct key_event event = {.kind = INPUT_CHAR, .character = character};
    struct message message = {.kind = MESSAGE_INPUT, .input = &event};
    tell(explorer, &message, 1);
}

static void
draw(const struct explorer *explorer)
{
    struct screen screen;
    screen_init(&screen, explorer->rows, explorer->columns);
    view_explorer(explorer, &screen);
    screen_release(&screen);
}

static void
begin(struct explorer *explorer, const struct plan *plan)
{
    struct str body = {0};
    struct message tick = {.kind = MESSAGE_TICK};
    explorer_init(explorer, catalogue_builtin(), "practice", 36, 120);
    explorer_choose(explorer,
                    catalogue_find(catalogue_builtin(), SPAN("importIndicators")));
    make_body(&body, plan);
    struct composer *composer = &explorer->composer;
    editor_set(&composer->body, str_span(&body));
    composer_edit(composer);
    editor_go(&composer->body, body.n / 2);
    str_release(&body);
    tell(explorer, &tick, 1000);
    tell(explorer, &tick, 1000);
}

static void
measure(const struct plan *plan)
{
    static double keys[ROUNDS], draws[ROUNDS], checks[ROUNDS];
    struct explorer explorer;
    begin(&explorer, plan);
    for (int i = 0; i < ROUNDS; i++) {
        struct message tick = {.kind = MESSAGE_TICK};
        double start = now_us();
        press(&explorer, 'x');
        keys[i] = now_us() - start;
        start = now_us();
        draw(&explorer);
        draws[i] = now_us() - start;
        start = now_us();
        tell(&explorer, &tick, 1000);
        checks[i] = now_us() - start;
    }
    printf("%-28s key taken %.2f ms, drawn %.2f ms, checked %.2f ms\n", plan->title,
           median(keys) / 1000, median(draws) / 1000, median(checks) / 1000);
    explorer_release(&explorer);
}

int
main(void)
{
    measure(&(struct plan){"typing among 500 mistakes", COUNT_OF(indicators), ",\n",
                           "\"}"});
    measure(&(struct plan){"the same in one line", COUNT_OF(indicators), ",", "\"}"});
    return 0;
}
