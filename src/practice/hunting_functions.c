/* What hunting queries do with numbers, times and truth. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { DAY_MS = 86400000, ARGUMENTS_MAX = 64 };

#define RUN(name)                                                                      \
    static bool name(struct hunt *hunt, const struct kql_value *const *a,              \
                     unsigned count, struct kql_value *result)

static bool
set_bool(struct kql_value *result, bool value)
{
    *result = kql_whole(KQL_BOOL, value);
    return true;
}

/* Comparisons. Null is neither the same as anything nor before or behind it. */
static int
order_of(const struct kql_value *const *a, bool *comparable)
{
    int order = 0;
    *comparable = !a[0]->null && !a[1]->null && kql_compare(a[0], a[1], &order);
    return order;
}

#define COMPARISON(name, condition)                                                    \
    RUN(name)                                                                          \
    {                                                                                  \
        bool comparable;                                                               \
        int order = order_of(a, &comparable);                                          \
        (void)hunt;                                                                    \
        (void)count;                                                                   \
        return set_bool(result, condition);                                            \
    }

COMPARISON(run_same, comparable &&order == 0)
COMPARISON(run_other, !comparable || order != 0)
COMPARISON(run_less, comparable &&order < 0)
COMPARISON(run_at_most, comparable &&order <= 0)
COMPARISON(run_more, comparable &&order > 0)
COMPARISON(run_at_least, comparable &&order >= 0)

static bool
is_between(const struct kql_value *const *a)
{
    int low, high;
    return !a[0]->null && kql_compare(a[0], a[1], &low) && low >= 0 &&
           kql_compare(a[0], a[2], &high) && high <= 0;
}

#define LOGIC(name, condition)                                                         \
    RUN(name)                                                                          \
    {                                                                                  \
        (void)hunt;                                                                    \
        (void)count;                                                                   \
        return set_bool(result, condition);                                            \
    }

LOGIC(run_between, is_between(a))
LOGIC(run_between_not, !is_between(a))
LOGIC(run_and, kql_is_true(a[0]) && kql_is_true(a[1]))
LOGIC(run_or, kql_is_true(a[0]) || kql_is_true(a[1]))
LOGIC(run_not, !kql_is_true(a[0]))
LOGIC(run_isnull, a[0]->null)
LOGIC(run_isnotnull, !a[0]->null)

/* Arithmetic. */

/* A text has no number in it: what wants one gets null. */
static bool
is_text(const struct kql_value *value)
{
    return value->type == KQL_STRING || value->type == KQL_DYNAMIC;
}

static bool
is_time(const struct kql_value *value)
{
    return value->type == KQL_DATETIME || value->type == KQL_TIMESPAN;
}

static enum kql_type
type_of_sum(const struct kql_value *const *a)
{
    if (a[0]->type == KQL_DATETIME || a[1]->type == KQL_DATETIME)
        return a[0]->type == a[1]->type ? KQL_TIMESPAN : KQL_DATETIME;
    if (is_time(a[0]) || is_time(a[1]))
        return KQL_TIMESPAN;
    return a[0]->type == KQL_DOUBLE || a[1]->type == KQL_DOUBLE ? KQL_DOUBLE : KQL_LONG;
}

static bool
reckon(const struct kql_value *const *a, char sign, struct kql_value *result)
{
    enum kql_type type = type_of_sum(a);
    double x = kql_number(a[0]), y = kql_number(a[1]), real = 0;
    if (a[0]->type == KQL_TIMESPAN && a[1]->type == KQL_TIMESPAN && sign == '/')
        type = KQL_DOUBLE;
    bool nothing = a[0]->null || a[1]->null || is_text(a[0]) || is_text(a[1]) ||
                   (y == 0 && (sign == '/' || sign == '%'));
    if (nothing || (type == KQL_LONG && (fabs(x) > 4e18 || fabs(y) > 4e18))) {
        *result = kql_null(type);
        return true;
    }
    switch (sign) {
    case '+':
        real = x + y;
        break;
    case '-':
        real = x - y;
        break;
    case '*':
        real = x * y;
        break;
    case '/':
        real = x / y;
        break;
    default:
        real = fmod(x, y);
    }
    if (type == KQL_DOUBLE)
        *result = kql_real(real);
    else if (fabs(real) > 9e18)
        *result = kql_null(type);
    else if (type == KQL_LONG && (sign == '+' || sign == '-'))
        *result = kql_whole(type, sign == '+' ? a[0]->whole + a[1]->whole
                                              : a[0]->whole - a[1]->whole);
    else
        *result = kql_whole(type, (int64_t)real);
    return true;
}

#define ARITHMETIC(name, sign)                                                         \
    RUN(name)                                                                          \
    {                                                                                  \
        (void)hunt;                                                                    \
        (void)count;                                                                   \
        return reckon(a, sign, result);                                                \
    }

ARITHMETIC(run_add, '+')
ARITHMETIC(run_subtract, '-')
ARITHMETIC(run_multiply, '*')
ARITHMETIC(run_divide, '/')
ARITHMETIC(run_modulo, '%')

RUN(run_negate)
{
    (void)hunt;
    (void)count;
    *result = is_text(a[0]) ? kql_null(KQL_LONG) : *a[0];
    if (result->type == KQL_DOUBLE)
        result->real = -result->real;
    else if (!result->null && result->whole != INT64_MIN)
        result->whole = -result->whole;
    return true;
}

RUN(run_abs)
{
    *result = is_text(a[0]) ? kql_null(KQL_LONG) : *a[0];
    return kql_number(a[0]) >= 0 || run_negate(hunt, a, count, result);
}

RUN(run_bin)
{
    (void)hunt;
    (void)count;
    *result = kql_bin(a[0], a[1]);
    return true;
}

/* round(NUMBER[, DIGITS]) */
RUN(run_round)
{
    double scale = pow(10, count > 1 ? kql_number(a[1]) : 0);
    (void)hunt;
    *result = a[0]->null ? kql_null(KQL_DOUBLE)
                         : kql_real(round(kql_number(a[0]) * scale) / scale);
    return true;
}

/* Truth. */

RUN(run_iff)
{
    (void)hunt;
    (void)count;
    *result = *a[kql_is_true(a[0]) ? 1 : 2];
    return true;
}

/* case(CONDITION, VALUE, CONDITION, VALUE, ..., ELSE) */
RUN(run_case)
{
    (void)hunt;
    unsigned i = 0;
    while (i + 2 < count && !kql_is_true(a[i]))
        i += 2;
    *result = *a[i + 2 < count ? i + 1 : count - 1];
    return true;
}

RUN(run_coalesce)
{
    (void)hunt;
    unsigned i = 0;
    while (i + 1 < count && (a[i]->null || (a[i]->type == KQL_STRING && !a[i]->text.n)))
        i++;
    *result = *a[i];
    return true;
}

/* Times. */

RUN(run_now)
{
    *result = kql_whole(KQL_DATETIME, hunt->call->now->wall);
    if (count && a[0]->type == KQL_TIMESPAN && !a[0]->null)
        result->whole += a[0]->whole;
    return true;
}

RUN(run_ago)
{
    (void)count;
    if (a[0]->type != KQL_TIMESPAN)
        return hunt_fail(hunt, "ago(): expects a timespan such as 7d");
    *result = kql_whole(KQL_DATETIME, hunt->call->now->wall - a[0]->whole);
    return true;
}

RUN(run_startofday)
{
    struct kql_value day = kql_whole(KQL_TIMESPAN, DAY_MS);
    (void)hunt;
    (void)count;
    *result = kql_bin(a[0], &day);
    return true;
}

RUN(run_hourofday)
{
    (void)hunt;
    (void)count;
    *result = a[0]->null || a[0]->type != KQL_DATETIME
                  ? kql_null(KQL_LONG)
                  : kql_whole(KQL_LONG, a[0]->whole / 3600000 % 24);
    return true;
}

/* Conversions. */

RUN(run_todatetime)
{
    int64_t ms;
    (void)hunt;
    (void)count;
    *result = *a[0];
    if (a[0]->type == KQL_STRING)
        *result = kql_datetime(a[0]->text, &ms) ? kql_whole(KQL_DATETIME, ms)
                                                : kql_null(KQL_DATETIME);
    return true;
}

static bool
to_number(const struct kql_value *value, double *number)
{
    if (value->null)
        return false;
    if (value->type != KQL_STRING && value->type != KQL_DYNAMIC) {
        *number = kql_number(value);
        return true;
    }
    struct str digits = str_dup(span_trim(value->text));
    char *end;
    *number = strtod(str_text(&digits), &end);
    bool good = digits.n && *end == '\0';
    str_release(&digits);
    return good;
}

RUN(run_tolong)
{
    double number;
    (void)hunt;
    (void)count;
    bool good = to_number(a[0], &number) && fabs(number) < 9e18;
    *result = good ? kql_whole(KQL_LONG, (int64_t)number) : kql_null(KQL_LONG);
    return true;
}

RUN(run_todouble)
{
    double number;
    (void)hunt;
    (void)count;
    *result = to_number(a[0], &number) ? kql_real(number) : kql_null(KQL_DOUBLE);
    return true;
}

/* clang-format off */
static const struct kql_function functions[] = {
    {"==", 2, 2, KQL_BOOL, run_same},
    {"!=", 2, 2, KQL_BOOL, run_other},
    {"<>", 2, 2, KQL_BOOL, run_other},
    {"<", 2, 2, KQL_BOOL, run_less},
    {"<=", 2, 2, KQL_BOOL, run_at_most},
    {">", 2, 2, KQL_BOOL, run_more},
    {">=", 2, 2, KQL_BOOL, run_at_least},
    {"between", 3, 3, KQL_BOOL, run_between},
    {"!between", 3, 3, KQL_BOOL, run_between_not},
    {"and", 2, 2, KQL_BOOL, run_and},
    {"or", 2, 2, KQL_BOOL, run_or},
    {"+", 2, 2, KQL_ARITHMETIC, run_add},
    {"-", 2, 2, KQL_ARITHMETIC, run_subtract},
    {"*", 2, 2, KQL_ARITHMETIC, run_multiply},
    {"/", 2, 2, KQL_ARITHMETIC, run_divide},
    {"%", 2, 2, KQL_ARITHMETIC, run_modulo},
    {"negate", 1, 1, KQL_AS_FIRST, run_negate},
    {"abs", 1, 1, KQL_AS_FIRST, run_abs},
    {"ago", 1, 1, KQL_DATETIME, run_ago},
    {"bin", 2, 2, KQL_AS_FIRST, run_bin},
    {"case", 3, ARGUMENTS_MAX, KQL_AS_SECOND, run_case},
    {"coalesce", 1, ARGUMENTS_MAX, KQL_AS_FIRST, run_coalesce},
    {"floor", 2, 2, KQL_AS_FIRST, run_bin},
    {"hourofday", 1, 1, KQL_LONG, run_hourofday},
    {"iff", 3, 3, KQL_AS_SECOND, run_iff},
    {"iif", 3, 3, KQL_AS_SECOND, run_iff},
    {"isnotnull", 1, 1, KQL_BOOL, run_isnotnull},
    {"isnull", 1, 1, KQL_BOOL, run_isnull},
    {"not", 1, 1, KQL_BOOL, run_not},
    {"now", 0, 1, KQL_DATETIME, run_now},
    {"round", 1, 2, KQL_DOUBLE, run_round},
    {"startofday", 1, 1, KQL_AS_FIRST, run_startofday},
    {"todatetime", 1, 1, KQL_DATETIME, run_todatetime},
    {"todouble", 1, 1, KQL_DOUBLE, run_todouble},
    {"toint", 1, 1, KQL_LONG, run_tolong},
    {"tolong", 1, 1, KQL_LONG, run_tolong},
};
/* clang-format on */

const struct kql_function *
function_find(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (span_is(name, functions[i].name))
            return &functions[i];
    return text_function(name);
}
