#include "config.h"

#include "base/pattern.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* PCRE2 counts its steps anew at every place where a match may begin. What a byte of
 * the budget may cost is bounded by STEPS; a place that needs more is tried alone, with
 * STEPS_MAX. A step takes 2 to 5 ns. */
enum {
    STEPS = 200,
    STEPS_MAX = 250000,
    SLOWER = 4,       /* times, without the compiler of PCRE2 */
    DEPTH_MAX = 1000, /* of its calls */
    HEAP_MAX = 4096,  /* KiB */
    NESTING_MAX = 50, /* of round brackets */
    COMPILED_MAX = 16384,
    STACK_FIRST = 32768,
    STACK_MAX = 1 << 20,
    CALL = 32 /* bytes that a try costs at least */
};

struct pattern {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    uint32_t slower;
};

/* The error numbers of pcre2api(3) that a person meets while typing. */
static const struct {
    int code;
    const char *reason;
} reasons[] = {
    {101, N_("A \\ stands at the end: it takes a character behind it.")},
    {102, N_("A \\c stands at the end: it takes a letter behind it.")},
    {103, N_("This letter has no meaning behind a \\.")},
    {104, N_("In {2,5} the first number must not be the larger one.")},
    {105, N_("The number in { } is too large.")},
    {106, N_("A [ is not closed: ] is missing.")},
    {108, N_("In [a-z] the first character must come before the second.")},
    {109, N_("There is nothing before this that could be repeated.")},
    {111, N_("What stands behind (? is not known.")},
    {114, N_("A ( is not closed: ) is missing.")},
    {115, N_("It refers to a group that is not there.")},
    {120, N_("The expression becomes too large.")},
    {122, N_("This ) closes nothing: ( is missing.")},
    {125, N_("A look behind takes a text of a fixed length.")},
    {130, N_("No class of characters has this name.")},
    {147, N_("No property of characters has this name.")},
    {188, N_("The expression is too long.")},
};

static const char *
reason_of(int code)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (reasons[i].code == code)
            return _(reasons[i].reason);
    return _("From here on it is no regular expression.");
}

/* Behind a backslash a capital means a class, as \S does. */
static bool
has_capital(struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= 'A' && text.p[i] <= 'Z')
            return true;
        if (text.p[i] != '\\')
            continue;
        i++;
        bool named = i + 1 < text.n && text.p[i + 1] == '{';
        if (named)
            i = span_find_byte(text, i, '}');
    }
    return false;
}

static size_t
characters_before(struct span text, size_t at)
{
    size_t count = 0;
    uint32_t c;
    for (size_t i = 0; i < at && i < text.n; count++)
        i += utf8_next(span_from(text, i), &c);
    return count;
}

static pcre2_code *
compile(struct span text, struct pattern_fault *fault)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |
                       PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    int error = 0;
    size_t at = 0;
    if (!has_capital(text))
        options |= PCRE2_CASELESS;
    if (context) {
        pcre2_set_max_pattern_length(context, PATTERN_MAX);
        pcre2_set_parens_nest_limit(context, NESTING_MAX);
    }
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(text.p ? text.p : ""), text.n,
                                     options, &error, &at, context);
    pcre2_compile_context_free(context);
    if (!code)
        *fault = (struct pattern_fault){
            reason_of(error),
            1 + characters_before(text, at < text.n ? at : text.n - 1)};
    return code;
}

struct pattern *
pattern_new(struct span expression, struct pattern_fault *fault)
{
    pcre2_code *code = compile(expression, fault);
    size_t size = 0;
    if (!code)
        return NULL;
    struct pattern *pattern = mem_alloc(sizeof *pattern);
    pattern->code = code;
    pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
    bool jit = size <= COMPILED_MAX && pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
    pattern->slower = jit ? 1 : SLOWER;
    pattern->data = pcre2_match_data_create(1, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pattern->stack = jit ? pcre2_jit_stack_create(STACK_FIRST, STACK_MAX, NULL) : NULL;
    if (!pattern->data || !pattern->context) {
        pattern_free(pattern);
        *fault = (struct pattern_fault){_("There is not enough memory for it."), 1};
        return NULL;
    }
    pcre2_set_depth_limit(pattern->context, DEPTH_MAX);
    pcre2_set_heap_limit(pattern->context, HEAP_MAX);
    pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
    return pattern;
}

void
pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_match_data_free(pattern->data);
    pcre2_match_context_free(pattern->context);
    pcre2_jit_stack_free(pattern->stack);
    pcre2_code_free(pattern->code);
    mem_free(pattern);
}

static bool
is_limit(int result)
{
    return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
           result == PCRE2_ERROR_HEAPLIMIT || result == PCRE2_ERROR_JIT_STACKLIMIT ||
           result == PCRE2_ERROR_NOMEMORY;
}

/* The starts from FROM up to LAST, each within so many steps. */
static int
attempt(const struct pattern *pattern, struct span subject, size_t from, size_t last,
        unsigned edges, uint32_t steps)
{
    uint32_t options = PCRE2_NOTEMPTY;
    if (edges & PATTERN_NOT_FIRST)
        options |= PCRE2_NOTBOL;
    if (edges & PATTERN_NOT_LAST)
        options |= PCRE2_NOTEOL;
    pcre2_set_match_limit(pattern->context, steps / pattern->slower);
    pcre2_set_offset_limit(pattern->context, last);
    return pcre2_match(pattern->code, (PCRE2_SPTR)(subject.p ? subject.p : ""),
                       subject.n, from, options, pattern->data, pattern->context);
}

static void
spend(size_t *budget, size_t bytes)
{
    *budget = *budget > bytes ? *budget - bytes : 0;
}

static enum pattern_outcome
outcome(const struct pattern *pattern, int result, size_t *begin, size_t *end)
{
    const size_t *places = pcre2_get_ovector_pointer(pattern->data);
    if (is_limit(result))
        return PATTERN_WILD;
    if (result < 0 || places[1] <= places[0])
        return PATTERN_NONE;
    *begin = places[0];
    *end = places[1];
    return PATTERN_FOUND;
}

/* One start after another. */
static enum pattern_outcome
match_slowly(const struct pattern *pattern, struct span subject, size_t from, size_t to,
             unsigned edges, size_t *budget, size_t *begin, size_t *end)
{
    uint32_t c;
    for (size_t at = from; at < to; at += utf8_next(span_from(subject, at), &c)) {
        *begin = at;
        if (at > from && !*budget) /* so that every slice gets on */
            return PATTERN_MORE;
        spend(budget, STEPS_MAX / STEPS);
        int result = attempt(pattern, subject, at, at, edges, STEPS_MAX);
        enum pattern_outcome out = outcome(pattern, result, begin, end);
        if (out != PATTERN_NONE)
            return out;
    }
    return PATTERN_NONE;
}

enum pattern_outcome
pattern_match(const struct pattern *pattern, struct span subject, size_t from,
              size_t to, unsigned edges, size_t *budget, size_t *begin, size_t *end)
{
    to = to < subject.n ? to : subject.n;
    *begin = from;
    if (from >= to)
        return PATTERN_NONE;
    if (!*budget)
        return PATTERN_MORE;
    spend(budget, to - from + CALL);
    int result = attempt(pattern, subject, from, to - 1, edges, STEPS);
    return is_limit(result)
               ? match_slowly(pattern, subject, from, to, edges, budget, begin, end)
               : outcome(pattern, result, begin, end);
}
