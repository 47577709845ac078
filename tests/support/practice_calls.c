#include "practice_calls.h"

#include "base/memory.h"
#include "practice/signer.h"

struct practice *practice;
struct now now;
struct practice_answer answer;
cJSON *body;

/* One for all tests: making it takes a while. */
struct signer *signer;

static __attribute__((constructor)) void
make_signer(void)
{
    signer = signer_new(NULL);
}

void
begin_setup(struct practice_setup setup)
{
    now = (struct now){.wall = START, .steady = 5000};
    if (!setup.catalogue)
        setup.catalogue = catalogue_builtin();
    setup.signer = signer;
    setup.seed = 1;
    setup.machines = setup.machines ? setup.machines : 50;
    setup.chance = 7;
    setup.start = now;
    setup.port = 4711;
    practice = practice_new(&setup);
}

void
begin_with(unsigned calls, unsigned seconds)
{
    begin_setup(
        (struct practice_setup){.quota_calls = calls, .quota_seconds = seconds});
}

void
begin_large(void)
{
    begin_setup((struct practice_setup){.machines = 500});
}

void
begin(void)
{
    begin_with(0, 0);
}

void
end(void)
{
    cJSON_Delete(body);
    body = NULL;
    practice_answer_release(&answer);
    practice_free(practice);
}

void
pass_ms(clock_ms ms)
{
    now.wall += ms;
    now.steady += ms;
}

/* The tenant's own tokens have names for short; anything else is a token itself. */
static void
add_bearer(const char *bearer, struct str *out)
{
    static const char *const short_names[BEARER_COUNT] = {
        "full-bearer", "reading-bearer", "expired-bearer"};
    for (enum bearer i = BEARER_FULL; i < BEARER_COUNT; i++) {
        if (!span_is(span_of(bearer), short_names[i]))
            continue;
        practice_add_bearer(practice, 0, i, out);
        return;
    }
    str_add_text(out, bearer);
}

int
call_with(const char *bearer, const char *method, const char *target, struct span sent,
          const char *type)
{
    struct pairs headers = {0};
    struct str authorization = {0};
    str_add_text(&authorization, "Bearer ");
    add_bearer(bearer, &authorization);
    pairs_add(&headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    pairs_add(&headers, SPAN("authorization"), str_span(&authorization));
    if (sent.n)
        pairs_add(&headers, SPAN("Content-Type"), span_of(type));
    struct practice_request request = {
        .method = span_of(method),
        .target = span_of(target),
        .headers = &headers,
        .body = sent,
    };
    cJSON_Delete(body);
    practice_answer_release(&answer);
    practice_handle(practice, &request, &now, &answer);
    body = cJSON_ParseWithLength(str_text(&answer.body), answer.body.n);
    str_release(&authorization);
    pairs_release(&headers);
    return answer.status;
}

int
call(const char *method, const char *target, const char *sent)
{
    return call_with("full-bearer", method, target, span_of(sent), "application/json");
}

const char *
text_at(const cJSON *object, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text ? text : "";
}

const cJSON *
error_of(void)
{
    return cJSON_GetObjectItemCaseSensitive(body, "error");
}

const char *
code_of(void)
{
    return text_at(error_of(), "code");
}

const cJSON *
values_of(void)
{
    return cJSON_GetObjectItemCaseSensitive(body, "value");
}

int
value_count(void)
{
    return cJSON_GetArraySize(values_of());
}

char *
machine_whose(const char *name, const char *start)
{
    char *id = NULL;
    const cJSON *machine;
    call("GET", "/api/machines", NULL);
    cJSON_ArrayForEach(machine, values_of())
    {
        if (!id && span_starts(span_of(text_at(machine, name)), start))
            id = mem_strdup(text_at(machine, "id"));
    }
    ck_assert_msg(id != NULL, "no machine whose %s is %s", name, start);
    return id;
}

/* TARGET with its "{...}" replaced by the ID of a machine of that name. */
static void
fill_target(struct str *out, const char *target)
{
    struct span rest = span_of(target);
    size_t open = span_find_byte(rest, 0, '{'), close = span_find_byte(rest, 0, '}');
    str_add(out, span_sub(rest, 0, open));
    if (open == rest.n)
        return;
    struct str name = str_dup(span_sub(rest, open + 1, close));
    char *id = machine_whose("computerDnsName", str_text(&name));
    str_add_text(out, id);
    str_add(out, span_from(rest, close + 1));
    str_release(&name);
    mem_free(id);
}

int
call_on(const char *method, const char *target, const char *sent)
{
    struct str filled = {0};
    fill_target(&filled, target);
    int status = call(method, str_text(&filled), sent);
    str_release(&filled);
    return status;
}
