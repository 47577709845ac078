/* The pages of a list where they have no room: what is said, and what stays. */
#include "unit.h"

#include "base/memory.h"
#include "explorer/explorer.h"

static struct explorer explorer;
static struct profile profile;
static unsigned opened;

/* A place that has no room. One page stays in memory, two do not. */
static void *
refuse(struct err *err)
{
    opened++;
    err_set(err, STATUS_IO, "the disk is full");
    return NULL;
}

static const struct bulk_place full = {.limit = 180, .open = refuse};

static void
begin(void)
{
    explorer_init(&explorer, catalogue_builtin(), "practice", 36, 120);
    profile_init_practice(&profile, SPAN("http://127.0.0.1:40123"), SPAN("a-token"));
    explorer.profile = &profile;
    explorer.large = &full;
    explorer_choose(&explorer,
                    catalogue_find(catalogue_builtin(), SPAN("listMachines")));
    opened = 0;
}

static void
end(void)
{
    explorer_release(&explorer);
    profile_release(&profile);
}

static void
act(enum action action)
{
    struct commands commands = {0};
    explorer_act(&explorer, action, &commands);
    commands_release(&commands);
}

/* Sixty bytes of items, and the page that follows; 0: none does. */
static void
answer(unsigned next)
{
    struct commands commands = {0};
    struct exchange exchange = {.answered = true,
                                .operation = explorer.flight.request.operation,
                                .response.status = 200};
    exchange.request.method = mem_strdup("GET");
    exchange.request.url = mem_strdup("http://127.0.0.1:40123/api/machines");
    str_add_text(&exchange.response.body, "{\"value\":[\"");
    str_add_repeat(&exchange.response.body, 'x', 60);
    str_add_text(&exchange.response.body, "\"]");
    if (next)
        str_addf(&exchange.response.body, ",\"@odata.nextLink\":\"?p=%u\"", next);
    str_add_text(&exchange.response.body, "}");
    struct message message = {
        .kind = MESSAGE_DONE, .id = explorer.flight.id, .exchange = &exchange};
    ck_assert(explorer.flight.under_way);
    explorer_update(&explorer, &message, &commands);
    exchange_release(&exchange);
    commands_release(&commands);
}

static bool
says(const char *words)
{
    return explorer.notice.text && strstr(explorer.notice.text, words);
}

START_TEST(a_page_without_room_ends_it_and_what_came_stays)
{
    struct str first;
    begin();
    act(ACTION_SEND);
    answer(2);
    act(ACTION_PAGES);
    answer(3);
    ck_assert(says("the disk is full"));
    ck_assert(says("A goes on"));
    ck_assert_uint_eq(opened, 1);
    ck_assert(!explorer.flight.under_way);
    ck_assert(result_has_more(&explorer.result));
    first = str_dup(str_span(&explorer.result.exchange.response.body));
    ck_assert(span_equal(explorer.result.viewer.text, str_span(&first)));
    /* once there is room, the page that was lost is asked for again */
    explorer.large = NULL;
    act(ACTION_PAGES);
    ck_assert_str_eq(str_text(&explorer.pages.next),
                     "http://127.0.0.1:40123/api/machines?p=2");
    answer(3);
    answer(0);
    ck_assert(says("3 pages, 3 items"));
    ck_assert_uint_gt(explorer.result.exchange.response.body.n, first.n);
    str_release(&first);
    end();
}
END_TEST

START_TEST(a_profile_that_keeps_nothing_stays_in_memory_and_says_so)
{
    begin();
    profile.unkept = true;
    act(ACTION_SEND);
    answer(2);
    act(ACTION_PAGES);
    ck_assert(!says("keeps nothing on disk"));
    answer(3);
    ck_assert(says("keeps nothing on disk"));
    answer(0);
    ck_assert(says("this is everything"));
    ck_assert_uint_eq(opened, 0);
    ck_assert_ptr_null(explorer.result.grown.kept);
    end();
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("fetching");
    TCase *tests = tcase_create("fetching");
    tcase_add_test(tests, a_page_without_room_ends_it_and_what_came_stays);
    tcase_add_test(tests, a_profile_that_keeps_nothing_stays_in_memory_and_says_so);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
