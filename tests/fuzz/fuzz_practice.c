/* Any request to the practice tenant: it is answered, nobody gets in without a token,
 * and nobody gets a token without a secret. The first line is method and target, the
 * second the Authorization header ("full": the tenant's own token), the rest the body.
 */
#include "fuzz.h"

#include "practice/applications.h"
#include "practice/form.h"
#include "practice/practice.h"
#include "practice/signer.h"

#include <string.h>

static struct signer *
the_signer(void)
{
    static struct signer *signer;
    if (!signer)
        signer = signer_new(NULL);
    MUST(signer);
    return signer;
}

static bool
is_form(struct span target)
{
    return span_has(target, "/oauth2/") || span_has(target, "/devicelogin");
}

static void
add_headers(struct pairs *headers, struct practice *practice, struct span target,
            struct span authorization)
{
    struct str value = {0};
    pairs_add(headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    pairs_add(headers, SPAN("Content-Type"),
              is_form(target) ? SPAN("application/x-www-form-urlencoded")
                              : SPAN("application/json"));
    if (span_is(authorization, "full")) {
        str_add_text(&value, "Bearer ");
        practice_add_bearer(practice, 0, BEARER_FULL, &value);
    } else {
        str_add(&value, authorization);
    }
    pairs_add(headers, SPAN("Authorization"), str_span(&value));
    str_release(&value);
}

static bool
has_secret(struct span body)
{
    struct pairs form = {0};
    form_parse(&form, body);
    const struct application *application =
        application_find(span_of(form_get(&form, "client_id")));
    bool has = application && application->secret &&
               strcmp(application->secret, form_get(&form, "client_secret")) == 0;
    pairs_release(&form);
    return has;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data, size}, line = {0}, authorization = {0};
    struct span method = {0};
    struct now now = {.wall = 1772442000000, .steady = 5000};
    struct pairs headers = {0};
    struct practice_answer answer = {0};
    struct practice *practice = practice_new(&(struct practice_setup){
        .catalogue = catalogue_builtin(),
        .signer = the_signer(),
        .seed = 1,
        .machines = 5,
        .start = now,
        .port = 4711,
    });
    span_next(&rest, '\n', &line);
    span_next(&rest, '\n', &authorization);
    span_next(&line, ' ', &method);
    add_headers(&headers, practice, line, authorization);
    practice_handle(
        practice,
        &(struct practice_request){
            .method = method, .target = line, .headers = &headers, .body = rest},
        &now, &answer);
    MUST(answer.status >= 200 && answer.status < 600);
    bool in = answer.status < 300 && !span_is(authorization, "full");
    MUST(!in || !(span_starts(line, "/api/") || span_starts(line, "/v1.0/")));
    if (in && span_has(str_span(&answer.body), "access_token"))
        MUST(span_has(authorization, "Basic") || has_secret(rest));
    practice_answer_release(&answer);
    pairs_release(&headers);
    practice_free(practice);
    return 0;
}
