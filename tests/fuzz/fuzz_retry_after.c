/* The wait that an answer asks for: whatever its headers and body say, it is bounded,
 * never negative, and a clock that counts it down ends. First byte: the status; then
 * lines, each the value of one of the headers; an empty line begins the body. */
#include "fuzz.h"

#include "api/throttle.h"
#include "base/memory.h"
#include "base/utf8.h"

#define NOW     1795412773000
#define LONGEST (INT32_MAX * INT64_C(1000))

static const char *const asking[] = {"Retry-After", "retry-after-ms", "Date",
                                     "x-ms-retry-after-ms"};

static void
check_retry(const struct retry *retry, bool estimated)
{
    MUST(retry->timed == (retry->source != RETRY_SOURCE_NONE));
    MUST(retry->after_ms >= 0 && retry->after_ms <= LONGEST);
    MUST(!estimated || retry->timed);
    MUST(!retry->note || utf8_valid(span_of(retry->note)));

    struct throttle throttle = {0};
    struct now now = {.wall = NOW, .steady = 5};
    throttle_start(&throttle, retry, &now);
    MUST(throttle_left_ms(&throttle, &now) == retry->after_ms);
    now.steady += retry->after_ms;
    MUST(throttle_left_ms(&throttle, &now) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int statuses[] = {429, 503, 200, 400};
    struct pair items[8];
    struct response response = {.headers = {.items = items}};
    if (!size)
        return 0;
    struct span rest = {(const char *)data + 1, size - 1}, line;
    response.status = statuses[data[0] % COUNT_OF(statuses)];
    while (response.headers.count < COUNT_OF(items) && span_next(&rest, '\n', &line) &&
           line.n) {
        struct str value = str_dup(span_sub(line, 1, line.n));
        char *name = mem_strdup(asking[(unsigned char)line.p[0] % COUNT_OF(asking)]);
        items[response.headers.count++] = (struct pair){name, str_take(&value)};
    }
    if (rest.p)
        response.body = str_dup(rest);
    struct retry retry = {0};
    throttle_read(&retry, &response, NOW);
    check_retry(&retry, response.status == 429 || response.status == 503);
    mem_free(retry.note);
    for (size_t i = 0; i < response.headers.count; i++) {
        mem_free(items[i].name);
        mem_free(items[i].value);
    }
    str_release(&response.body);
    return 0;
}
