/* What hunting queries do with texts: the relations between them, and functions. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <regex.h>
#include <stdlib.h>

enum { TEXT_ARGUMENTS_MAX = 64, REGEX_GROUPS = 10 };

#define RUN(name)                                                                      \
    static bool name(struct hunt *hunt, const struct kql_value *const *a,              \
                     unsigned count, struct kql_value *result)

static bool
set_bool(struct kql_value *result, bool value)
{
    *result = kql_whole(KQL_BOOL, value);
    return true;
}

static bool
set_text(struct hunt *hunt, struct kql_value *result, const struct str *text)
{
    struct span copy = str_span(text);
    bool good = hunt_copy(hunt, &copy);
    *result = kql_text(copy);
    return good;
}

static struct span
text_of_value(const struct kql_value *value)
{
    bool text = value->type == KQL_STRING || value->type == KQL_DYNAMIC;
    return text && !value->null ? value->text : (struct span){"", 0};
}

static bool
is_alphanumeric(struct span text, size_t at)
{
    char c = at < text.n ? text.p[at] : '\0';
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum edges { WHOLE_START = 1, WHOLE_END = 2, SAME_CASE = 4 };

/* Whether a term stands in a text: not as a part of a longer word. */
static bool
has_term(struct span text, struct span term, unsigned edges)
{
    for (size_t from = 0; from <= text.n;) {
        size_t at = edges & SAME_CASE ? span_find(text, from, term)
                                      : span_find_nocase(text, from, term);
        if (at == text.n)
            return !term.n;
        bool starts =
            !(edges & WHOLE_START) || at == 0 || !is_alphanumeric(text, at - 1);
        bool ends = !(edges & WHOLE_END) || !is_alphanumeric(text, at + term.n);
        if (starts && ends)
            return true;
        from = at + 1;
    }
    return false;
}

static bool
starts_with(struct span text, struct span start)
{
    return span_equal_nocase(span_sub(text, 0, start.n), start);
}

static bool
ends_with(struct span text, struct span end)
{
    return text.n >= end.n && span_equal_nocase(span_from(text, text.n - end.n), end);
}

/* Relations between two texts; the last bit of a name's NEGATED turns it round. */
#define TEXT_RELATION(name, condition)                                                 \
    RUN(name)                                                                          \
    {                                                                                  \
        struct span x = text_of_value(a[0]), y = text_of_value(a[1]);                  \
        (void)hunt;                                                                    \
        (void)count;                                                                   \
        return set_bool(result, condition);                                            \
    }

TEXT_RELATION(run_like, span_equal_nocase(x, y))
TEXT_RELATION(run_unlike, !span_equal_nocase(x, y))
TEXT_RELATION(run_contains, has_term(x, y, 0))
TEXT_RELATION(run_contains_not, !has_term(x, y, 0))
TEXT_RELATION(run_contains_cs, has_term(x, y, SAME_CASE))
TEXT_RELATION(run_contains_not_cs, !has_term(x, y, SAME_CASE))
TEXT_RELATION(run_has, has_term(x, y, WHOLE_START | WHOLE_END))
TEXT_RELATION(run_has_not, !has_term(x, y, WHOLE_START | WHOLE_END))
TEXT_RELATION(run_has_cs, has_term(x, y, WHOLE_START | WHOLE_END | SAME_CASE))
TEXT_RELATION(run_has_prefix, has_term(x, y, WHOLE_START))
TEXT_RELATION(run_has_suffix, has_term(x, y, WHOLE_END))
TEXT_RELATION(run_starts, starts_with(x, y))
TEXT_RELATION(run_starts_not, !starts_with(x, y))
TEXT_RELATION(run_ends, ends_with(x, y))
TEXT_RELATION(run_ends_not, !ends_with(x, y))

/* POSIX extended expressions, with \d, \s and \w as KQL's have them. */
static bool
compile(struct hunt *hunt, regex_t *regex, struct span pattern)
{
    static const char *const classes[][2] = {
        {"d", "[0-9]"}, {"s", "[[:space:]]"}, {"w", "[[:alnum:]_]"}, {"b", "\\b"}};
    struct str posix = {0};
    for (size_t i = 0; i < pattern.n; i++) {
        const char *found = NULL;
        for (size_t c = 0; c < COUNT_OF(classes) && i + 1 < pattern.n; c++)
            if (pattern.p[i] == '\\' && pattern.p[i + 1] == classes[c][0][0])
                found = classes[c][1];
        if (found) {
            str_add_text(&posix, found);
            i++;
        } else {
            str_add_byte(&posix, pattern.p[i]);
        }
    }
    struct span text = str_span(&posix);
    int flags = REG_EXTENDED;
    if (span_starts(text, "(?i)")) {
        flags |= REG_ICASE;
        text = span_from(text, 4);
    }
    bool good = regcomp(regex, text.p ? text.p : "", flags) == 0;
    str_release(&posix);
    return good || hunt_fail(hunt, "the regular expression '%.*s' can't be read",
                             SPAN_ARG(pattern));
}

/* Compiled for each row: a query has few rows that come so far, and nothing is kept. */
static bool
match_groups(struct hunt *hunt, struct span text, struct span pattern,
             regmatch_t groups[REGEX_GROUPS], bool *matches)
{
    regex_t regex;
    struct str whole = str_dup(text);
    bool good = compile(hunt, &regex, pattern);
    if (good) {
        *matches = regexec(&regex, str_text(&whole), REGEX_GROUPS, groups, 0) == 0;
        regfree(&regex);
    }
    str_release(&whole);
    return good;
}

RUN(run_matches)
{
    regmatch_t groups[REGEX_GROUPS];
    bool matches = false;
    (void)count;
    return match_groups(hunt, text_of_value(a[0]), text_of_value(a[1]), groups,
                        &matches) &&
           set_bool(result, matches);
}

/* extract(PATTERN, GROUP, TEXT) */
RUN(run_extract)
{
    regmatch_t groups[REGEX_GROUPS];
    bool matches = false;
    struct span text = text_of_value(a[2]);
    int64_t group = a[1]->type == KQL_LONG ? a[1]->whole : 0;
    (void)count;
    if (!match_groups(hunt, text, text_of_value(a[0]), groups, &matches))
        return false;
    matches = matches && group >= 0 && group < REGEX_GROUPS && groups[group].rm_so >= 0;
    *result = kql_text(matches ? span_sub(text, (size_t)groups[group].rm_so,
                                          (size_t)groups[group].rm_eo)
                               : (struct span){"", 0});
    return true;
}

/* Relations to a list; a list can also be one dynamic array. */

enum list_relation { LIST_SAME, LIST_LIKE, LIST_HAS };

static bool
relates(const struct kql_value *value, const struct kql_value *one,
        enum list_relation relation)
{
    int order;
    if (relation == LIST_SAME)
        return !value->null && kql_compare(value, one, &order) && order == 0;
    struct span text = text_of_value(value), other = text_of_value(one);
    return relation == LIST_LIKE ? span_equal_nocase(text, other)
                                 : has_term(text, other, WHOLE_START | WHOLE_END);
}

static void
count_array(const struct kql_value *value, struct span json,
            enum list_relation relation, unsigned *related, unsigned *all)
{
    cJSON *array = cJSON_ParseWithLength(json.p, json.n);
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        struct kql_value one = cJSON_IsNumber(item)
                                   ? kql_real(item->valuedouble)
                                   : kql_text(span_of(cJSON_GetStringValue(item)));
        *related += relates(value, &one, relation);
        ++*all;
    }
    cJSON_Delete(array);
}

/* How many of the arguments behind the first relate to it. */
static void
count_related(const struct kql_value *const *a, unsigned count,
              enum list_relation relation, unsigned *related, unsigned *all)
{
    *related = *all = 0;
    for (unsigned i = 1; i < count; i++) {
        if (a[i]->type == KQL_DYNAMIC) {
            count_array(a[0], a[i]->text, relation, related, all);
        } else {
            *related += relates(a[0], a[i], relation);
            ++*all;
        }
    }
}

#define LIST_RELATION(name, relation, condition)                                       \
    RUN(name)                                                                          \
    {                                                                                  \
        unsigned related, all;                                                         \
        (void)hunt;                                                                    \
        count_related(a, count, relation, &related, &all);                             \
        return set_bool(result, condition);                                            \
    }

LIST_RELATION(run_in, LIST_SAME, related > 0)
LIST_RELATION(run_in_not, LIST_SAME, related == 0)
LIST_RELATION(run_in_like, LIST_LIKE, related > 0)
LIST_RELATION(run_in_unlike, LIST_LIKE, related == 0)
LIST_RELATION(run_has_any, LIST_HAS, related > 0)
LIST_RELATION(run_has_all, LIST_HAS, related == all)

/* Functions. */

static bool
change_case(struct hunt *hunt, struct span text, char low, char high, int step,
            struct kql_value *result)
{
    struct str changed = {0};
    for (size_t i = 0; i < text.n; i++) {
        bool changes = text.p[i] >= low && text.p[i] <= high;
        str_add_byte(&changed, (char)(changes ? text.p[i] + step : text.p[i]));
    }
    bool good = set_text(hunt, result, &changed);
    str_release(&changed);
    return good;
}

RUN(run_tolower)
{
    (void)count;
    return change_case(hunt, text_of_value(a[0]), 'A', 'Z', 'a' - 'A', result);
}

RUN(run_toupper)
{
    (void)count;
    return change_case(hunt, text_of_value(a[0]), 'a', 'z', 'A' - 'a', result);
}

RUN(run_strcat)
{
    struct str all = {0};
    bool good = true;
    for (unsigned i = 0; i < count && good; i++) {
        struct span part;
        good = kql_to_text(hunt, a[i], &part);
        if (good)
            str_add(&all, part);
    }
    good = good && set_text(hunt, result, &all);
    str_release(&all);
    return good;
}

RUN(run_tostring)
{
    struct span text;
    (void)count;
    bool good = kql_to_text(hunt, a[0], &text);
    *result = kql_text(text);
    return good;
}

RUN(run_strlen)
{
    (void)hunt;
    (void)count;
    *result = kql_whole(KQL_LONG, (int64_t)text_of_value(a[0]).n);
    return true;
}

/* substring(TEXT, FROM[, LENGTH]) */
RUN(run_substring)
{
    struct span text = text_of_value(a[0]);
    int64_t from = (int64_t)kql_number(a[1]);
    int64_t length = count > 2 ? (int64_t)kql_number(a[2]) : (int64_t)text.n;
    (void)hunt;
    from = from < 0 ? 0 : from > (int64_t)text.n ? (int64_t)text.n : from;
    length = length < 0 ? 0 : length > (int64_t)text.n ? (int64_t)text.n : length;
    *result = kql_text(span_sub(text, (size_t)from, (size_t)(from + length)));
    return true;
}

RUN(run_indexof)
{
    struct span text = text_of_value(a[0]), part = text_of_value(a[1]);
    size_t at = span_find(text, 0, part);
    (void)hunt;
    (void)count;
    *result = kql_whole(KQL_LONG, at == text.n && part.n ? -1 : (int64_t)at);
    return true;
}

RUN(run_replace)
{
    struct span text = text_of_value(a[0]), old = text_of_value(a[1]);
    struct str changed = {0};
    (void)count;
    while (text.n) {
        size_t at = old.n ? span_find(text, 0, old) : text.n;
        str_add(&changed, span_sub(text, 0, at));
        if (at < text.n)
            str_add(&changed, text_of_value(a[2]));
        text = span_from(text, at < text.n ? at + old.n : at);
    }
    bool good = set_text(hunt, result, &changed);
    str_release(&changed);
    return good;
}

RUN(run_isempty)
{
    bool text = a[0]->type == KQL_STRING || a[0]->type == KQL_DYNAMIC;
    (void)hunt;
    (void)count;
    return set_bool(result, a[0]->null || (text && !a[0]->text.n));
}

RUN(run_isnotempty)
{
    run_isempty(hunt, a, count, result);
    return set_bool(result, !result->whole);
}

/* clang-format off */
static const struct kql_function functions[] = {
    {"=~", 2, 2, KQL_BOOL, run_like},
    {"!~", 2, 2, KQL_BOOL, run_unlike},
    {"contains", 2, 2, KQL_BOOL, run_contains},
    {"!contains", 2, 2, KQL_BOOL, run_contains_not},
    {"contains_cs", 2, 2, KQL_BOOL, run_contains_cs},
    {"!contains_cs", 2, 2, KQL_BOOL, run_contains_not_cs},
    {"has", 2, 2, KQL_BOOL, run_has},
    {"!has", 2, 2, KQL_BOOL, run_has_not},
    {"has_cs", 2, 2, KQL_BOOL, run_has_cs},
    {"hasprefix", 2, 2, KQL_BOOL, run_has_prefix},
    {"hassuffix", 2, 2, KQL_BOOL, run_has_suffix},
    {"startswith", 2, 2, KQL_BOOL, run_starts},
    {"!startswith", 2, 2, KQL_BOOL, run_starts_not},
    {"endswith", 2, 2, KQL_BOOL, run_ends},
    {"!endswith", 2, 2, KQL_BOOL, run_ends_not},
    {"matches", 2, 2, KQL_BOOL, run_matches},
    {"in", 2, TEXT_ARGUMENTS_MAX * 4, KQL_BOOL, run_in},
    {"!in", 2, TEXT_ARGUMENTS_MAX * 4, KQL_BOOL, run_in_not},
    {"in~", 2, TEXT_ARGUMENTS_MAX * 4, KQL_BOOL, run_in_like},
    {"!in~", 2, TEXT_ARGUMENTS_MAX * 4, KQL_BOOL, run_in_unlike},
    {"has_any", 2, TEXT_ARGUMENTS_MAX * 4, KQL_BOOL, run_has_any},
    {"has_all", 2, TEXT_ARGUMENTS_MAX * 4, KQL_BOOL, run_has_all},
    {"extract", 3, 3, KQL_STRING, run_extract},
    {"indexof", 2, 2, KQL_LONG, run_indexof},
    {"isempty", 1, 1, KQL_BOOL, run_isempty},
    {"isnotempty", 1, 1, KQL_BOOL, run_isnotempty},
    {"replace_string", 3, 3, KQL_STRING, run_replace},
    {"strcat", 1, TEXT_ARGUMENTS_MAX, KQL_STRING, run_strcat},
    {"strlen", 1, 1, KQL_LONG, run_strlen},
    {"substring", 2, 3, KQL_STRING, run_substring},
    {"tolower", 1, 1, KQL_STRING, run_tolower},
    {"tostring", 1, 1, KQL_STRING, run_tostring},
    {"toupper", 1, 1, KQL_STRING, run_toupper},
};
/* clang-format on */

const struct kql_function *
text_function(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (span_is(name, functions[i].name))
            return &functions[i];
    return NULL;
}
