#include "unit.h"

#include "api/about.h"
#include "api/catalogue_json.h"
#include "base/memory.h"

static const struct operation *
find(const char *id)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(id));
    ck_assert_ptr_nonnull(operation);
    return operation;
}

static const cJSON *
member(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    ck_assert_msg(item != NULL, "no member %s", name);
    return item;
}

static const char *
text(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(member(object, name));
}

START_TEST(an_entry_holds_what_is_promised)
{
    cJSON *entry = catalogue_entry(find("isolateMachine"));
    ck_assert_str_eq(text(entry, "operation"), "isolateMachine");
    ck_assert_str_eq(text(entry, "product"), "mde");
    ck_assert_str_eq(text(entry, "title"), "Isolate machine");
    ck_assert_str_eq(text(entry, "group"), "Machine actions");
    ck_assert_str_eq(text(entry, "method"), "POST");
    ck_assert_str_eq(text(entry, "path"), "/api/machines/{id}/isolate");
    ck_assert_str_eq(text(entry, "effect"), "destructive");
    const cJSON *limits = member(entry, "limits");
    ck_assert(member(limits, "per_minute")->valueint == 100);
    ck_assert(member(limits, "per_hour")->valueint == 1500);
    const cJSON *permissions = member(entry, "permissions");
    ck_assert_str_eq(member(permissions, "application")->child->valuestring,
                     "Machine.Isolate");
    ck_assert_str_eq(text(member(entry, "parameters")->child, "in"), "path");
    const cJSON *body = member(entry, "body");
    ck_assert_str_eq(text(body, "content_type"), "application/json");
    const cJSON *comment = member(body, "properties")->child;
    ck_assert_str_eq(text(comment, "name"), "Comment");
    ck_assert(cJSON_IsTrue(member(comment, "required")));
    ck_assert(cJSON_IsNull(member(comment, "enum")));
    ck_assert(cJSON_IsNull(member(comment, "max_items")));
    ck_assert_str_eq(member(comment->next, "enum")->child->valuestring, "Full");
    ck_assert(member(entry, "success")->child->valueint == 201);
    ck_assert(cJSON_IsNull(member(entry, "successor")));
    cJSON_Delete(entry);
}
END_TEST

START_TEST(every_entry_has_every_member)
{
    static const char *const names_[] = {
        "operation", "product", "title",       "group",  "method",
        "path",      "effect",  "permissions", "limits", "parameters",
        "body",      "success", "successor"};
    const struct catalogue *catalogue = catalogue_builtin();
    for (unsigned i = 0; i < catalogue->count; i++) {
        cJSON *entry = catalogue_entry(&catalogue->operations[i]);
        for (size_t k = 0; k < COUNT_OF(names_); k++)
            member(entry, names_[k]);
        cJSON_Delete(entry);
    }
}
END_TEST

START_TEST(names_within_names_are_in_the_entry)
{
    cJSON *entry = catalogue_entry(find("runLiveResponse"));
    const cJSON *commands = member(member(entry, "body"), "properties")->child->next;
    ck_assert_str_eq(text(commands, "name"), "Commands");
    const cJSON *items = member(commands, "items");
    ck_assert_str_eq(text(items, "type"), "object");
    const cJSON *params = member(items, "properties")->child->next;
    ck_assert_str_eq(text(params, "name"), "params");
    const cJSON *key = member(member(params, "items"), "properties")->child;
    ck_assert_str_eq(text(key, "name"), "key");
    ck_assert_str_eq(member(key, "also_written")->child->valuestring, "Key");
    cJSON_Delete(entry);
}
END_TEST

static void
tell(struct str *out, const char *id)
{
    struct about about = {0};
    about_fill(&about, find(id), NULL);
    about_text(&about, out);
    about_release(&about);
}

START_TEST(an_operation_is_told_to_people)
{
    struct str out = {0};
    tell(&out, "isolateMachine");
    struct span told = str_span(&out);
    ck_assert(span_starts(told, "Isolate machine\n"));
    ck_assert(span_has(told, "POST /api/machines/{id}/isolate"));
    ck_assert(span_has(told, "100 calls a minute, 1500 an hour"));
    ck_assert(span_has(told, "Comment  string, required: "));
    ck_assert(span_has(told, "Full · Selective · UnManagedDevice"));
    str_clear(&out);
    tell(&out, "updateAlert");
    told = str_span(&out);
    ck_assert(span_has(told, "also written: Comment"));
    ck_assert(span_has(told, "classification \"FalsePositive\" takes determination: "
                             "NotMalicious, InsufficientData, Other"));
    ck_assert(span_has(told, "  • The permission table says"));
    str_clear(&out);
    tell(&out, "runAdvancedQuery");
    ck_assert(span_has(str_span(&out), "graphRunHuntingQuery"));
    str_clear(&out);
    tell(&out, "runLiveResponse");
    ck_assert(span_has(str_span(&out), "\n      key  string, required"));
    str_release(&out);
}
END_TEST

START_TEST(what_a_document_brings_is_made_safe)
{
    static const unsigned short success[] = {200, 0};
    struct operation operation = {.id = "x",
                                  .source = "evil",
                                  .title = "a\x1b[2Jb\nc",
                                  .method = "GET",
                                  .path = "/",
                                  .product = PRODUCT_OTHER,
                                  .success = success};
    struct about about = {0};
    struct str out = {0};
    about_fill(&about, &operation, NULL);
    about_text(&about, &out);
    ck_assert(span_starts(str_span(&out), "a\\u001b[2Jb\\nc\n"));
    ck_assert(span_has(str_span(&out), "evil"));
    about_release(&about);
    str_release(&out);
}
END_TEST

static Suite *
about_suite(void)
{
    Suite *suite = suite_create("about");
    TCase *all = tcase_create("all");
    tcase_add_test(all, an_entry_holds_what_is_promised);
    tcase_add_test(all, every_entry_has_every_member);
    tcase_add_test(all, names_within_names_are_in_the_entry);
    tcase_add_test(all, an_operation_is_told_to_people);
    tcase_add_test(all, what_a_document_brings_is_made_safe);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(about_suite)
