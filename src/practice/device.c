#include "config.h"

#include "practice/device.h"

#include "base/base64.h"
#include "base/memory.h"
#include "practice/call.h"
#include "practice/grant.h"

/* As Entra gives them, and as RFC 8628 (section 3.5) raises the second one. */
enum { LIFE_S = 900, INTERVAL_S = 5, USER_CODE_LETTERS = 9 };

static void
device_release(struct device *device)
{
    mem_free(device->device_code);
    mem_free(device->user_code);
    cJSON_Delete(device->permissions);
    *device = (struct device){0};
}

void
devices_release(struct devices *devices)
{
    while (devices->count)
        device_release(&devices->items[--devices->count]);
}

static void
devices_remove(struct devices *devices, size_t index)
{
    device_release(&devices->items[index]);
    devices->count--;
    for (size_t i = index; i < devices->count; i++)
        devices->items[i] = devices->items[i + 1];
    devices->items[devices->count] = (struct device){0};
}

/* Without vowels, so that no word comes out (RFC 8628, section 6.1). */
static char *
make_user_code(const struct signer *signer, uint64_t number)
{
    static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";
    struct str drawn = {0}, code = {0};
    signer_add_secret(signer, "user code", number, &drawn);
    for (size_t i = 0; i < USER_CODE_LETTERS; i++)
        str_add_byte(
            &code, letters[(unsigned)base64_value(drawn.p[i]) % (sizeof letters - 1)]);
    str_release(&drawn);
    return str_take(&code);
}

static struct device *
devices_add(struct grant *grant)
{
    struct authority *authority = grant->authority;
    struct devices *devices = &authority->devices;
    struct str code = {0};
    uint64_t number = authority->made++;
    if (devices->count == DEVICES_MAX)
        devices_remove(devices, 0);
    signer_add_secret(authority->signer, "device code", number, &code);
    struct device *device = &devices->items[devices->count++];
    *device = (struct device){
        .device_code = str_take(&code),
        .user_code = make_user_code(authority->signer, number),
        .permissions = grant->permissions,
        .application = grant->application,
        .resource = grant->resource,
        .tenant = grant->tenant,
        .refreshable = grant->refreshable,
        .identifiable = grant->identifiable,
        .ends = grant->call->now->steady + (clock_ms)LIFE_S * 1000,
        .interval_s = INTERVAL_S,
    };
    grant->permissions = NULL;
    return device;
}

struct device *
devices_find_user_code(struct devices *devices, struct span code)
{
    struct str bare = {0};
    struct device *found = NULL;
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != '-' && code.p[i] != ' ')
            str_add_byte(&bare, code.p[i]);
    for (size_t i = 0; i < devices->count; i++)
        if (span_is_nocase(str_span(&bare), devices->items[i].user_code))
            found = &devices->items[i];
    str_release(&bare);
    return found;
}

void
device_endpoint(struct grant *grant)
{
    grant->for_user = true;
    if (!grant_finds_tenant(grant, true) || !grant_finds_application(grant) ||
        !grant_reads_scope(grant))
        return;
    const struct device *device = devices_add(grant);
    cJSON *page = textf("http://127.0.0.1:%u/devicelogin", grant->authority->port);
    cJSON *message =
        textf("To sign in, open the page %s in a browser and enter the code %s.",
              page->valuestring, device->user_code);
    authority_answer(
        grant->call, 200,
        OBJECT(m_text("user_code", device->user_code),
               m_text("device_code", device->device_code),
               m_tree("verification_uri", page), m_number("expires_in", LIFE_S),
               m_number("interval", device->interval_s), m_tree("message", message)));
}

/* --- the grant --- */

static struct device *
find_device(struct grant *grant, size_t *index)
{
    struct devices *devices = &grant->authority->devices;
    const char *code = form_get(&grant->form, "device_code");
    for (size_t i = 0; i < devices->count; i++) {
        struct device *device = &devices->items[i];
        *index = i;
        if (span_is(span_of(code), device->device_code) &&
            device->application == grant->application)
            return device;
    }
    return NULL;
}

/* Whoever asks before the interval is over has to wait longer from then on. */
static void
answer_waiting(struct grant *grant, struct device *device)
{
    clock_ms now = grant->call->now->steady;
    bool hasty =
        device->asked && now - device->asked < (clock_ms)device->interval_s * 1000;
    device->asked = now;
    if (!hasty) {
        authority_refuse(grant->call, 70016,
                         "The sign-in is pending: the person has not entered the code "
                         "yet. Ask again after the interval.");
        return;
    }
    device->interval_s += INTERVAL_S;
    authority_refuse(grant->call, 0,
                     "The interval was not kept. Wait %u seconds between two tries.",
                     device->interval_s);
}

static void
answer_allowed(struct grant *grant, size_t index)
{
    struct devices *devices = &grant->authority->devices;
    struct device *device = &devices->items[index];
    grant->for_user = true;
    grant->tenant = device->tenant;
    grant->resource = device->resource;
    grant->refreshable = device->refreshable;
    grant->identifiable = device->identifiable;
    grant->permissions = device->permissions;
    device->permissions = NULL;
    devices_remove(devices, index);
    if (grant_is_consented(grant))
        grant_answer(grant);
}

void
device_grant(struct grant *grant)
{
    size_t index;
    if (!grant_finds_tenant(grant, true) || !grant_finds_application(grant) ||
        !grant_proves(grant, true) || !grant_has(grant, "device_code"))
        return;
    struct device *device = find_device(grant, &index);
    if (!device)
        authority_refuse(grant->call, 70018,
                         "The device code is not known: it was never given to this "
                         "application, or has been used.");
    else if (grant->call->now->steady >= device->ends)
        authority_refuse(grant->call, 70019,
                         "The device code has expired. Start again with a new one.");
    else if (device->state == DEVICE_DECLINED)
        authority_refuse(grant->call, 65004, "The person declined.");
    else if (device->state == DEVICE_ALLOWED)
        answer_allowed(grant, index);
    else
        answer_waiting(grant, device);
}
