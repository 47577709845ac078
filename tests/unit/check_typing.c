/* Typing in a body: a short one is checked with each key, a long one when the key is in
 * sight and typing pauses. */
#include "unit.h"

#include "explorer/explorer.h"

#include <stdio.h>

enum { INDICATORS = 500, LINE = 2000, BEFORE_PAUSE = 5, PAUSE = 10000 };

static struct explorer explorer;

static void
tell(struct message *message, clock_ms later)
{
    struct commands commands = {0};
    clock_ms now = explorer.now.steady + later;
    message->now = (struct now){now, now};
    explorer_update(&explorer, message, &commands);
    commands_release(&commands);
}

static void
tick(clock_ms later)
{
    struct message message = {.kind = MESSAGE_TICK};
    tell(&message, later);
}

static void
press(struct key_event event)
{
    struct message message = {.kind = MESSAGE_INPUT, .input = &event};
    tell(&message, 1);
}

static void
type(const char *text)
{
    for (; *text; text++)
        if (*text == '\n')
            press((struct key_event){.kind = INPUT_SPECIAL, .special = SPECIAL_ENTER});
        else
            press((struct key_event){.kind = INPUT_CHAR,
                                     .character = (unsigned char)*text});
}

/* The body with one indicator a line, each with its action in another case; the caret
 * between the members of the second. */
static void
begin(unsigned count)
{
    struct str body = str_of("{\"Indicators\": [");
    explorer_init(&explorer, catalogue_builtin(), "practice", 36, 120);
    explorer_choose(&explorer,
                    catalogue_find(catalogue_builtin(), SPAN("importIndicators")));
    for (unsigned i = 0; i < count; i++) {
        str_addf(&body,
                 "%s\n{\"indicatorType\": \"DomainName\", \"indicatorValue\": "
                 "\"a%u.contoso.com\", \"title\": \"t\", \"action\": \"block\", "
                 "\"severity\": \"High\", \"description\": \"",
                 i ? "," : "", i);
        str_add_repeat(&body, 'x', LINE);
        str_add_text(&body, "\"}");
    }
    str_add_text(&body, "\n]}");
    editor_set(&explorer.composer.body, str_span(&body));
    composer_edit(&explorer.composer);
    editor_go(&explorer.composer.body,
              editor_line_start(&explorer.composer.body, 2) + 1);
    str_release(&body);
    tick(1);
    tick(PAUSE);
    ck_assert_uint_eq(explorer.composer.check.hints.count, count);
}

static void
end(void)
{
    explorer_release(&explorer);
}

/* The line of the N-th wrong action, as it is shown. */
static bool
marked(size_t line)
{
    return composer_hint_at_line(&explorer.composer, line) != NULL;
}

START_TEST(a_key_in_a_long_body_does_not_wait_for_the_check)
{
    struct composer *composer = &explorer.composer;
    begin(INDICATORS);
    ck_assert_uint_gt(composer->body.text.n, 1024 * 1024);
    unsigned long checked = composer->checked;
    type("\"owner\": 1, ");
    ck_assert_uint_eq(composer->checked, checked);
    ck_assert(span_has(str_span(&composer->body.text), "\"owner\": 1"));
    clock_ms due = explorer_deadline(&explorer);
    ck_assert_int_gt(due, explorer.now.steady);
    /* two or three frames */
    ck_assert_int_le(due, explorer.now.steady + 50);
    tick(due - explorer.now.steady);
    ck_assert(composer_checked(composer));
    ck_assert_uint_eq(composer->check.hints.count, INDICATORS + 1);
    ck_assert_int_eq(explorer_deadline(&explorer), INT64_MAX);
    end();
}
END_TEST

START_TEST(a_further_key_puts_the_check_off)
{
    struct composer *composer = &explorer.composer;
    begin(INDICATORS);
    unsigned long checked = composer->checked;
    type("\"a");
    tick(BEFORE_PAUSE);
    clock_ms first = explorer_deadline(&explorer);
    type("b");
    ck_assert_int_gt(explorer_deadline(&explorer), first);
    tick(first - explorer.now.steady);
    ck_assert_uint_eq(composer->checked, checked);
    /* keys that change nothing don't */
    clock_ms due = explorer_deadline(&explorer);
    press((struct key_event){.kind = INPUT_SPECIAL, .special = SPECIAL_LEFT});
    ck_assert_int_eq(explorer_deadline(&explorer), due);
    tick(due - explorer.now.steady);
    ck_assert(composer_checked(composer));
    end();
}
END_TEST

START_TEST(a_short_body_is_checked_with_each_key)
{
    struct composer *composer = &explorer.composer;
    begin(3);
    for (const char *p = "\"owner\": 1, "; *p; p++) {
        type((char[]){*p, '\0'});
        ck_assert(composer_checked(composer));
    }
    ck_assert_uint_eq(composer->check.hints.count, 4);
    end();
}
END_TEST

START_TEST(hints_keep_to_their_lines_until_the_check)
{
    begin(INDICATORS);
    ck_assert(!marked(1) && marked(2) && marked(3) && marked(INDICATORS + 1));
    ck_assert(!marked(INDICATORS + 2));
    type("\n\n");
    ck_assert(!composer_checked(&explorer.composer));
    ck_assert(marked(2) && marked(3) && marked(6) && marked(INDICATORS + 3));
    ck_assert(!marked(4) && !marked(5) && !marked(INDICATORS + 4));
    tick(PAUSE);
    ck_assert(marked(2) && !marked(3) && !marked(4) && marked(5) && marked(6));
    press((struct key_event){.kind = INPUT_SPECIAL, .special = SPECIAL_BACKSPACE});
    ck_assert(!composer_checked(&explorer.composer));
    ck_assert(marked(2) && !marked(3) && marked(5) && marked(INDICATORS + 2));
    ck_assert(!marked(INDICATORS + 3));
    end();
}
END_TEST

START_TEST(a_fix_is_of_the_body_as_it_stands)
{
    struct composer *composer = &explorer.composer;
    begin(INDICATORS);
    type("\n\n");
    press((struct key_event){.kind = INPUT_SPECIAL, .special = SPECIAL_ESCAPE});
    ck_assert(!composer_checked(composer));
    type("f");
    ck_assert(composer_checked(composer) ||
              span_has(str_span(&composer->body.text), "\"Block\""));
    struct span text = str_span(&composer->body.text);
    ck_assert(span_has(text, "\"action\": \"Block\""));
    ck_assert(!span_has(text, "\"Block\"\""));
    end();
}
END_TEST

static Suite *
typing_suite(void)
{
    Suite *suite = suite_create("typing");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, a_key_in_a_long_body_does_not_wait_for_the_check);
    tcase_add_test(all, a_further_key_puts_the_check_off);
    tcase_add_test(all, a_short_body_is_checked_with_each_key);
    tcase_add_test(all, hints_keep_to_their_lines_until_the_check);
    tcase_add_test(all, a_fix_is_of_the_body_as_it_stands);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(typing_suite)
