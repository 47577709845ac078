/* Signing a user in from a program that has no browser (RFC 8628): the program gets a
 * device code for itself and a user code for the person, who types it on a page of the
 * practice tenant. */
#ifndef PRACTICE_DEVICE_H
#define PRACTICE_DEVICE_H

#include "base/clock.h"
#include "practice/applications.h"

struct call;
struct grant;

enum device_state { DEVICE_WAITS, DEVICE_ALLOWED, DEVICE_DECLINED };

struct device {
    char *device_code, *user_code; /* owned, as is the next */
    cJSON *permissions;
    const struct application *application;
    const struct resource *resource;
    unsigned tenant;
    bool refreshable, identifiable;
    enum device_state state;
    clock_ms ends, asked; /* steady; asked: when the program did last, or 0 */
    unsigned interval_s;  /* that it has to keep between two tries */
};

enum { DEVICES_MAX = 64 }; /* the oldest one goes */

struct devices {
    struct device items[DEVICES_MAX];
    size_t count;
};

void devices_release(struct devices *devices);
/* The one of this user code, whatever its letter case, with or without hyphen; NULL. */
struct device *devices_find_user_code(struct devices *devices, struct span code);

/* Endpoints: POST /{tenant}/oauth2/v2.0/devicecode, and the grant at the token
 * endpoint. */
void device_endpoint(struct grant *grant);
void device_grant(struct grant *grant);

/* The page at /devicelogin. False: the call is not for it. */
bool device_page(struct call *call);

#endif
