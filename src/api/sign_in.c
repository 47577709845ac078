#include "config.h"

#include "api/sign_in.h"

#include "base/memory.h"

#define NUMBER(number, advice)                                                         \
    {                                                                                  \
        number, "AADSTS" #number, advice                                               \
    }

/* clang-format off */
static const struct sign_in_error errors[] = {
    NUMBER(7000215, RETRY_AFTER_CHANGE),
    NUMBER(7000222, RETRY_AFTER_CHANGE),
    NUMBER(7000218, RETRY_AFTER_CHANGE),
    NUMBER(700016, RETRY_AFTER_CHANGE),
    NUMBER(700027, RETRY_AFTER_CHANGE),
    NUMBER(90002, RETRY_AFTER_CHANGE),
    NUMBER(500011, RETRY_AFTER_CHANGE),
    NUMBER(70011, RETRY_AFTER_CHANGE),
    NUMBER(65001, RETRY_AFTER_CHANGE),
    NUMBER(50034, RETRY_AFTER_CHANGE),
    NUMBER(50126, RETRY_AFTER_CHANGE),
    NUMBER(50076, RETRY_AFTER_CHANGE),
    NUMBER(53003, RETRY_AFTER_CHANGE),
    NUMBER(70016, RETRY_WAIT),
    NUMBER(70043, RETRY_AFTER_CHANGE),
    NUMBER(70018, RETRY_AFTER_CHANGE),
    NUMBER(70019, RETRY_AFTER_CHANGE),
    NUMBER(90120, RETRY_AFTER_CHANGE),
    NUMBER(50134, RETRY_AFTER_CHANGE),
    NUMBER(65004, RETRY_AFTER_CHANGE),
    NUMBER(90094, RETRY_AFTER_CHANGE),
    NUMBER(50020, RETRY_AFTER_CHANGE),
    NUMBER(50053, RETRY_AFTER_CHANGE),
    NUMBER(50055, RETRY_AFTER_CHANGE),
    NUMBER(50057, RETRY_AFTER_CHANGE),
    NUMBER(50079, RETRY_AFTER_CHANGE),
    NUMBER(50105, RETRY_AFTER_CHANGE),
    NUMBER(50173, RETRY_AFTER_CHANGE),
    NUMBER(700082, RETRY_AFTER_CHANGE),
    NUMBER(700025, RETRY_AFTER_CHANGE),
    NUMBER(7000112, RETRY_AFTER_CHANGE),
    NUMBER(50012, RETRY_AFTER_CHANGE),
    NUMBER(700022, RETRY_AFTER_CHANGE),
    NUMBER(28002, RETRY_AFTER_CHANGE),
    NUMBER(50001, RETRY_AFTER_CHANGE),
    NUMBER(650052, RETRY_AFTER_CHANGE),
    NUMBER(650057, RETRY_AFTER_CHANGE),
    NUMBER(901002, RETRY_AFTER_CHANGE),
    NUMBER(900144, RETRY_AFTER_CHANGE),
    NUMBER(9001023, RETRY_AFTER_CHANGE),
    NUMBER(50059, RETRY_AFTER_CHANGE),
    NUMBER(90038, RETRY_AFTER_CHANGE),
    NUMBER(900382, RETRY_AFTER_CHANGE),
    NUMBER(50196, RETRY_BACKOFF),
    NUMBER(90055, RETRY_BACKOFF),
    NUMBER(50033, RETRY_BACKOFF),
    NUMBER(90006, RETRY_BACKOFF),
    NUMBER(90033, RETRY_BACKOFF),
    NUMBER(28000, RETRY_AFTER_CHANGE),
    NUMBER(70003, RETRY_AFTER_CHANGE),
    NUMBER(700024, RETRY_AFTER_CHANGE),
    NUMBER(1002012, RETRY_AFTER_CHANGE),
    NUMBER(9002313, RETRY_AFTER_CHANGE),
    NUMBER(900561, RETRY_AFTER_CHANGE),
    {0, "invalid_request", RETRY_AFTER_CHANGE},
    {0, "invalid_grant", RETRY_AFTER_CHANGE},
    {0, "unauthorized_client", RETRY_AFTER_CHANGE},
    {0, "invalid_client", RETRY_AFTER_CHANGE},
    {0, "unsupported_grant_type", RETRY_AFTER_CHANGE},
    {0, "invalid_resource", RETRY_AFTER_CHANGE},
    {0, "interaction_required", RETRY_AFTER_CHANGE},
    {0, "temporarily_unavailable", RETRY_BACKOFF},
    {0, "invalid_scope", RETRY_AFTER_CHANGE},
    {0, "authorization_pending", RETRY_WAIT},
    {0, "authorization_declined", RETRY_AFTER_CHANGE},
    {0, "bad_verification_code", RETRY_AFTER_CHANGE},
    {0, "expired_token", RETRY_AFTER_CHANGE},
    {0, "access_denied", RETRY_AFTER_CHANGE},
    {0, "slow_down", RETRY_WAIT},
    {0, "consent_required", RETRY_AFTER_CHANGE},
    {0, "login_required", RETRY_AFTER_CHANGE},
    {0, "server_error", RETRY_BACKOFF},
    {0, "insufficient_claims", RETRY_AFTER_CHANGE},
    {0, "invalid_token", RETRY_AFTER_CHANGE},
    {0, "permission_denied", RETRY_AFTER_CHANGE},
};
/* clang-format on */

const struct sign_in_error *
sign_in_by_number(unsigned number)
{
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        if (number && errors[i].number == number)
            return &errors[i];
    return NULL;
}

const struct sign_in_error *
sign_in_by_word(struct span word)
{
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        if (!errors[i].number && span_is(word, errors[i].name))
            return &errors[i];
    return NULL;
}

unsigned
sign_in_number(struct span text)
{
    size_t at = span_find_nocase(text, 0, SPAN("AADSTS"));
    size_t from = at + 6, to = from;
    uint64_t n;
    while (to < text.n && text.p[to] >= '0' && text.p[to] <= '9')
        to++;
    return at < text.n && span_number(span_sub(text, from, to), UINT32_MAX, &n)
               ? (unsigned)n
               : 0;
}
