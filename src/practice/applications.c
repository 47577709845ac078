#include "config.h"

#include "practice/applications.h"

#include "base/memory.h"
#include "base/text.h"
#include "practice/object.h"

#include <stdlib.h>
#include <string.h>

#define ID(last) "b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b2" last

const struct application applications[] = {
    {.name = "full",
     .id = ID("0"),
     .secret = "practice-secret-full",
     .as_itself = CONSENT_ALL,
     .what = N_("may do everything")},
    {.name = "read-only",
     .id = ID("1"),
     .secret = "practice-secret-read-only",
     .as_itself = CONSENT_READING,
     .what = N_("may read, and change nothing")},
    {.name = "no-consent",
     .id = ID("2"),
     .secret = "practice-secret-no-consent",
     .is_public = true,
     .what = N_("nobody consented: its token has no permission in it")},
    {.name = "expired-secret",
     .id = ID("3"),
     .secret = "practice-secret-expired",
     .as_itself = CONSENT_ALL,
     .secret_expired = true,
     .what = N_("may do everything, but its secret has expired")},
    {.name = "delegated",
     .id = ID("4"),
     .for_user = CONSENT_ALL,
     .is_public = true,
     .what = N_("signs a user in by device code; has no secret")},
    {.name = "disabled",
     .id = ID("5"),
     .secret = "practice-secret-disabled",
     .as_itself = CONSENT_ALL,
     .disabled = true,
     .what = N_("is switched off")},
    {.name = "certificate",
     .id = ID("6"),
     .as_itself = CONSENT_ALL,
     .has_certificates = true,
     .what = N_("may do everything; signs in with the certificate of --certificate")},
};
const unsigned application_count = COUNT_OF(applications);

const struct user practice_user = {"9e4f5a3c-21d7-4b86-a0f3-6c5d8e7b1a42", "Anna",
                                   "anna"};

/* The first of each product is the one that its pages name. */
const struct resource resources[] = {
    {"https://api.securitycenter.microsoft.com", PRODUCT_MDE},
    {"https://api.security.microsoft.com", PRODUCT_XDR},
    {"https://graph.microsoft.com", PRODUCT_GRAPH},
    {"https://api.securitycenter.windows.com", PRODUCT_MDE},
    {"https://securitycenter.onmicrosoft.com/windowsatpservice", PRODUCT_MDE},
};
const unsigned resource_count = COUNT_OF(resources);

const struct resource resource_none = {"00000002-0000-0000-c000-000000000000",
                                       PRODUCT_OTHER};

/* What an application that only reads would be granted. */
static const char *const reading[] = {
    "AdvancedHunting.Read.All",
    "AdvancedQuery.Read.All",
    "Alert.Read.All",
    "File.Read.All",
    "Incident.Read.All",
    "Ip.Read.All",
    "Machine.Read.All",
    "RemediationTasks.Read.All",
    "Score.Read.All",
    "SecurityAlert.Read.All",
    "SecurityBaselinesAssessment.Read.All",
    "SecurityEvents.Read.All",
    "SecurityIncident.Read.All",
    "SecurityRecommendation.Read.All",
    "Software.Read.All",
    "ThreatHunting.Read.All",
    "URL.Read.All",
    "User.Read.All",
    "Vulnerability.Read.All",
};

const struct application *
application_find(struct span id)
{
    for (unsigned i = 0; i < application_count; i++)
        if (span_is_nocase(id, applications[i].id))
            return &applications[i];
    return NULL;
}

void
application_add_object_id(const struct application *application, struct str *out)
{
    str_addf(out, "5e91ce00%s", application->id + strlen("5e91ce00"));
}

const struct resource *
resource_find(struct span uri)
{
    for (unsigned i = 0; i < resource_count; i++)
        if (span_is_nocase(uri, resources[i].uri))
            return &resources[i];
    return NULL;
}

const struct resource *
resource_of(enum product product)
{
    for (unsigned i = 0; i < resource_count; i++)
        if (resources[i].product == product)
            return &resources[i];
    return &resource_none;
}

static bool
is_covered(const char *name, enum consent consent)
{
    for (size_t i = 0; consent == CONSENT_READING && i < COUNT_OF(reading); i++)
        if (strcmp(reading[i], name) == 0)
            return true;
    return consent == CONSENT_ALL;
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
permissions_add(cJSON *list, const struct catalogue *catalogue, enum product product,
                enum consent consent, bool for_user)
{
    const char **found = NULL;
    size_t count = 0, room = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        names needed = for_user ? operation->permissions_delegated
                                : operation->permissions_application;
        if (operation->product != product)
            continue;
        for (; needed && *needed; needed++) {
            if (!is_covered(*needed, consent))
                continue;
            ARRAY_GROW(found, count, room);
            found[count++] = *needed;
        }
    }
    if (count)
        qsort(found, count, sizeof *found, compare);
    for (size_t i = 0; i < count; i++)
        if (!i || strcmp(found[i - 1], found[i]) != 0)
            cJSON_AddItemToArray(list, cJSON_CreateString(found[i]));
    mem_free(found);
}

void
applications_write(struct str *out)
{
    str_add_text(out, _("Applications that sign in to it (client ID, secret):\n"));
    for (unsigned i = 0; i < application_count; i++) {
        const struct application *one = &applications[i];
        str_addf(out, "  %-15s %s  %s\n                  %s\n", one->name, one->id,
                 one->secret ? one->secret : "-", _(one->what));
    }
}
