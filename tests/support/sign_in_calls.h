/* Asking the practice tenant's sign-in without sockets, and reading what it says. */
#ifndef TESTS_SIGN_IN_CALLS_H
#define TESTS_SIGN_IN_CALLS_H

#include "practice_calls.h"

#include "../unit/diagnose_text.h"
#include "api/sign_in.h"
#include "base/memory.h"
#include "practice/object.h"
#include "practice/signer.h"

#include <stdio.h>

#define TENANT "7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a55"
#define TOKEN  "/" TENANT "/oauth2/v2.0/token"
#define APP(n) "client_id=b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b2" n
#define ASK    "grant_type=client_credentials&"
#define FULL   APP("0") "&client_secret=practice-secret-full"
#define MDE    "https://api.securitycenter.microsoft.com"
#define XDR    "https://api.security.microsoft.com"
#define GRAPH  "https://graph.microsoft.com"
#define ALL(r) "&scope=" r "/.default"
#define DEVICE "grant_type=urn:ietf:params:oauth:grant-type:device_code&"
#define FORM   "application/x-www-form-urlencoded"
#define ASSERTS                                                                        \
    "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"    \
    "&client_assertion="

static inline int
post(const char *target, const char *form)
{
    return call_with("", "POST", target, span_of(form), FORM);
}

static inline const char *
said(const char *name)
{
    return text_at(body, name);
}

static inline unsigned
number_said(void)
{
    const cJSON *codes = cJSON_GetObjectItemCaseSensitive(body, "error_codes");
    return codes && codes->child ? (unsigned)codes->child->valuedouble : 0;
}

/* A token for the form, kept until the test ends. */
static inline char *
token_for(const char *form)
{
    ck_assert_msg(post(TOKEN, form) == 200, "%s", str_text(&answer.body));
    return mem_strdup(said("access_token"));
}

static inline int
get_with(const char *token)
{
    return call_with(token, "GET", "/api/machines", SPAN(""), NULL);
}

/* What the answer says is what our own reading of such answers makes of it. */
static inline void
is_diagnosed(unsigned number)
{
    char topic[64];
    snprintf(topic, sizeof topic, "sign-in/AADSTS%u", number);
    struct diagnosis diagnosis =
        diagnose_text(answer.status, str_text(&answer.body), NULL);
    ck_assert_int_eq(diagnosis.class, CLASS_SIGN_IN);
    if (sign_in_by_number(number))
        ck_assert_str_eq(diagnosis.topic, topic);
    diagnosis_release(&diagnosis);
}

#endif
