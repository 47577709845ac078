/* Faults of what an answer holds. */
#include "config.h"

#include "base/memory.h"
#include "practice/call.h"
#include "practice/gate.h"

#include <stdio.h>
#include <zlib.h>

enum { MEGABYTE = 1000 * 1000, BLOCK_ROWS = 1000, BOMB_BLOCK = 10 * MEGABYTE };

static const char json_type[] = "application/json; charset=utf-8";

/* --- less than there should be --- */

void
fault_empty_body(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    str_clear(&call->answer->body);
}

void
fault_empty_200(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    practice_answer_release(call->answer);
    call->answer->status = 200;
}

void
fault_cut_json(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    str_cut(&call->answer->body, call->answer->body.n / 2);
}

/* As Graph documents partial results: vendor, provider, status, milliseconds. */
void
fault_partial(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    if (call->answer->status >= 300)
        return;
    call->answer->status = 206;
    answer_header(call, "Warning", "199 - \"Microsoft/WDATP/401/228\"");
}

/* As an import of indicators tells it. */
bool
fault_failed_items(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    cJSON *items = cJSON_CreateArray();
    for (int i = 0; i < 4; i++) {
        bool failed = i % 2;
        cJSON_AddItemToArray(
            items,
            OBJECT(m_tree("id", failed ? cJSON_CreateNull() : textf("%d", 4841 + i)),
                   m_tree("indicator", textf("198.51.100.%d", 7 + i)),
                   m_flag("isFailed", failed),
                   m_text("failureReason",
                          failed ? "The indicator conflicts with another one" : NULL)));
    }
    answer_tree(call, 200, OBJECT(m_tree("value", items)));
    return true;
}

/* --- more than there should be --- */

static void
add_row(struct str *out, struct dice *dice, unsigned number)
{
    str_add_text(out, "{\"id\":\"");
    dice_add_hex(dice, out, 40);
    str_addf(out,
             "\",\"computerDnsName\":\"big-%06u.practice.example\",\"osPlatform\":"
             "\"Windows11\",\"osBuild\":%u,\"riskScore\":null,\"machineTags\":[]}",
             number, 22000 + number % 5000);
}

/* A block of rows is made once and sent again and again, so that the size costs no
 * memory. */
bool
fault_big(struct call *call, const struct fault_order *fault)
{
    struct practice_answer *answer = call->answer;
    struct dice dice = {fault->argument};
    bool hunting =
        call->operation && span_has(span_of(call->operation->path), "advanced");
    answer_plain(call, 200, json_type,
                 hunting ? SPAN("{\"Stats\":{},\"Schema\":[{\"Name\":\"id\",\"Type\":"
                                "\"String\"}],\"Results\":[")
                         : SPAN("{\"value\":["));
    add_row(&answer->body, &dice, 0);
    struct delivery *delivery = &answer->delivery;
    for (unsigned i = 1; i <= BLOCK_ROWS; i++) {
        str_add_byte(&delivery->block, ',');
        add_row(&delivery->block, &dice, i);
    }
    str_add_text(&delivery->tail, "]}");
    delivery->times = (size_t)fault->argument * MEGABYTE / delivery->block.n + 1;
    return true;
}

bool
fault_deep(struct call *call, const struct fault_order *fault)
{
    struct str text = str_of("{\"value\":");
    str_add_repeat(&text, '[', fault->argument);
    str_add_repeat(&text, ']', fault->argument);
    str_add_byte(&text, '}');
    answer_plain(call, 200, json_type, str_span(&text));
    str_release(&text);
    return true;
}

/* --- compression --- */

static void
add_gzip(struct str *out, struct span text)
{
    z_stream zlib = {0};
    if (deflateInit2(&zlib, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = deflateBound(&zlib, (uLong)text.n);
    char *packed = mem_alloc(room);
    zlib.next_in = (Bytef *)(uintptr_t)text.p; /* it is not written to */
    zlib.avail_in = (uInt)text.n;
    zlib.next_out = (Bytef *)packed;
    zlib.avail_out = (uInt)room;
    deflate(&zlib, Z_FINISH);
    str_add(out, (struct span){packed, room - zlib.avail_out});
    deflateEnd(&zlib);
    mem_free(packed);
}

/* Compressed members may follow one another (RFC 1952, 2.2): one of 10 MB of spaces,
 * again and again. */
bool
fault_gzip_bomb(struct call *call, const struct fault_order *fault)
{
    struct str spaces = {0};
    struct delivery *delivery = &call->answer->delivery;
    answer_plain(call, 200, json_type, SPAN(""));
    answer_header(call, "Content-Encoding", "gzip");
    add_gzip(&call->answer->body, SPAN("{\"value\":["));
    str_add_repeat(&spaces, ' ', BOMB_BLOCK);
    add_gzip(&delivery->block, str_span(&spaces));
    delivery->times = fault->argument / (BOMB_BLOCK / MEGABYTE) + 1;
    str_release(&spaces);
    return true;
}

void
fault_gzip_cut(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    struct str packed = {0};
    add_gzip(&packed, str_span(&call->answer->body));
    str_cut(&packed, packed.n / 2);
    str_set(&call->answer->body, str_span(&packed));
    answer_header(call, "Content-Encoding", "gzip");
    str_release(&packed);
}

/* --- times --- */

/* What a service with another clock does: it judges the token by that, and dates its
 * answers so. */
static clock_ms
its_time(const struct call *call, const struct fault_order *fault)
{
    clock_ms ms = (clock_ms)fault->argument * 60000;
    return call->now->wall + (fault->kind.id == FAULT_CLOCK_AHEAD ? ms : -ms);
}

bool
fault_clock_token(struct call *call, const struct fault_order *fault)
{
    return !gate_validity(call, its_time(call, fault));
}

void
fault_clock_date(struct call *call, const struct fault_order *fault)
{
    struct str date = {0};
    clock_add_http_date(&date, its_time(call, fault));
    answer_header(call, "Date", str_text(&date));
    call->answer->delivery.by_hand = true;
    str_release(&date);
}

/* --- what JSON should not hold --- */

/* What hostile names do to a terminal: colours, the title, moved cursors, text that
 * reads backwards, spaces that are not seen. */
void
fault_escapes(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    static const char hostile[] = "\033[31mred\033[0m \033]0;owned\007 \033[2J\033[H "
                                  "\xe2\x80\xae"
                                  "exe.txt\xe2\x80\xac "
                                  "a\xe2\x80\x8b"
                                  "b \r\n\ttab \x7f";
    cJSON *tree =
        cJSON_ParseWithLength(str_text(&call->answer->body), call->answer->body.n);
    cJSON *place = cJSON_IsArray(object_get(tree, "value"))
                       ? object_get(tree, "value")->child
                   : object_get(tree, "error") ? object_get(tree, "error")
                                               : tree;
    if (cJSON_IsObject(place)) {
        object_set_text(place, object_get(place, "message") ? "message" : "title",
                        hostile);
        object_set_text(place, hostile, "a hostile name");
        char *text = cJSON_PrintUnformatted(tree);
        str_set(&call->answer->body, span_of(text));
        cJSON_free(text);
    }
    cJSON_Delete(tree);
}

/* The first name once more, before itself. */
void
fault_duplicate_names(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    struct span text = str_span(&call->answer->body);
    size_t colon = span_find_byte(text, 0, ':');
    if (!span_starts(text, "{\"") || colon == text.n)
        return;
    struct str twin = str_dup(span_sub(text, 1, colon));
    str_add_text(&twin, ":\"the first of two\",");
    str_insert(&call->answer->body, 1, str_span(&twin));
    str_release(&twin);
}

/* A word in Latin-1, a byte that never begins a character, and one that is cut. */
void
fault_not_utf8(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    struct str *text = &call->answer->body;
    struct span value = SPAN(":\"");
    size_t at = span_find(str_span(text), 0, value);
    if (at < text->n)
        str_insert(text, at + value.n, SPAN("caf\xe9 \xff \xe2\x82 "));
}
