/* Any keys, sizes and answers: the explorer neither breaks nor puts anything into a
 * cell that a terminal would act on. Each byte is one message. */
#include "config.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "explorer/explorer.h"
#include "fuzz.h"
#include "view/view.h"

static void
tell(struct explorer *explorer, struct message *message, struct commands *commands)
{
    static const clock_ms wall = 1763870400000;
    message->now =
        (struct now){wall + explorer->now.steady + 100, explorer->now.steady + 100};
    explorer_update(explorer, message, commands);
    commands_clear(commands);
}

/* The rest of the input as the body of an answer. */
static void
answer(struct explorer *explorer, struct span body, struct commands *commands)
{
    static const int statuses[] = {200, 400, 429, 503};
    struct exchange exchange = {.answered = true,
                                .request.method = mem_strdup("GET"),
                                .request.url = mem_strdup("http://127.0.0.1:1/api")};
    exchange.response.status = statuses[body.n % 4];
    str_set(&exchange.response.body, body);
    pairs_add(&exchange.response.headers, SPAN("Retry-After"), span_sub(body, 0, 8));
    struct message message = {
        .kind = MESSAGE_DONE, .id = explorer->flight.id, .exchange = &exchange};
    tell(explorer, &message, commands);
    exchange_release(&exchange);
}

static void
press(struct explorer *explorer, unsigned char byte, struct commands *commands)
{
    struct key_event event = {.kind = INPUT_CHAR, .character = byte};
    if (byte >= 0xc0) {
        event.kind = INPUT_MOUSE;
        event.mouse = (enum mouse)(byte % 6);
        event.y = byte % 37;
        event.x = (byte * 7) % 121;
    } else if (byte >= 0xa0) {
        event.kind = INPUT_RESIZE;
        event.y = 1 + (byte - 0xa0) * 2;
        event.x = 1 + (byte - 0xa0) * 5;
    } else if (byte >= 0x80) {
        event.kind = INPUT_SPECIAL;
        event.special = (enum special)(1 + (byte - 0x80) % SPECIAL_F12);
    } else if (byte < 0x20) {
        event.ctrl = true;
        event.character = byte ? byte + 0x60U : ' ';
    }
    struct message message = {.kind = MESSAGE_INPUT, .input = &event};
    tell(explorer, &message, commands);
}

static void
look(const struct explorer *explorer)
{
    struct screen screen;
    screen_init(&screen, explorer->rows, explorer->columns);
    view_explorer(explorer, &screen);
    for (int i = 0; i < screen.rows * screen.columns; i++) {
        uint32_t c;
        struct span text = span_of(screen.cells[i].text);
        for (size_t n; (n = utf8_next(text, &c)); text = span_from(text, n))
            MUST(c != UTF8_BAD && !unicode_hidden(c));
    }
    screen_release(&screen);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct explorer explorer;
    struct commands commands = {0};
    struct profile profile = {0};
    size_t keys = size < 200 ? size : 200;
    profile_init_practice(&profile, SPAN("http://127.0.0.1:1"),
                          SPAN("practice-bearer"));
    explorer_init(&explorer, catalogue_builtin(), "practice", 24, 80);
    struct message ready = {.kind = MESSAGE_PROFILE, .profile = &profile};
    tell(&explorer, &ready, &commands);
    for (size_t i = 0; i < keys; i++) {
        press(&explorer, data[i], &commands);
        if (explorer.flight.under_way && i % 3 == 0)
            answer(&explorer, (struct span){(const char *)data + i, size - i},
                   &commands);
        if (explorer.learning.preparing && i % 5 == 0) {
            struct message set = {.kind = MESSAGE_PREPARED};
            tell(&explorer, &set, &commands);
        }
        if (i % 16 == 0)
            look(&explorer);
    }
    look(&explorer);
    explorer_release(&explorer);
    commands_release(&commands);
    profile_release(&profile);
    return 0;
}
