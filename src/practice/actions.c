#include "config.h"

#include "practice/actions.h"

#include "practice/call.h"
#include "practice/downloads.h"
#include "practice/handlers.h"
#include "practice/seed.h"

static bool
platform_fits(names platforms, struct span platform)
{
    if (!platforms)
        return true;
    for (names one = platforms; *one; one++)
        if (span_is_nocase(platform, *one))
            return true;
    return false;
}

/* Windows versions by the time of their release: 1709, then 20H2 as October 2020. */
static uint64_t
release_of(struct span version)
{
    uint64_t number = 0;
    if (version.n == 4 && version.p[2] == 'H' &&
        span_number(span_sub(version, 0, 2), 99, &number))
        return number * 100 + (version.p[3] == '1' ? 4 : 10);
    return span_number(version, 9999, &number) ? number : 0;
}

static bool
client_fits(const struct operation *operation, const cJSON *machine)
{
    if (!operation->client_version ||
        !span_starts(span_of(object_text(machine, "osPlatform")), "Windows"))
        return true;
    return release_of(span_of(object_text(machine, "version"))) >=
           release_of(span_of(operation->client_version));
}

/* What this tenant's owners do not let the API do. */
static const char *
policy_against(const char *type, const cJSON *machine)
{
    struct span group = span_of(object_text(machine, "rbacGroupName"));
    if (span_is(span_of(type), "Offboard") && span_is(group, "Servers"))
        return "Offboard is not allowed: this tenant keeps devices of the group "
               "Servers onboarded";
    if (span_is(span_of(type), "Investigation") && span_is(group, "Manual response"))
        return "Automated investigation can't start: the device group Manual response "
               "has no automation level";
    return NULL;
}

static const cJSON *
open_action(const struct tenant *tenant, const cJSON *machine, const char *type)
{
    const cJSON *action;
    cJSON_ArrayForEach(action, tenant_own(tenant, SET_ACTIONS))
    {
        if (action_is_open(action) &&
            span_is(span_of(object_text(action, "type")), type) &&
            span_is(span_of(object_text(action, "machineId")),
                    object_text(machine, "id")))
            return action;
    }
    return NULL;
}

/* The machine that an action may be taken on, or NULL and the call is answered. */
static const cJSON *
machine_for(struct call *call, const char *type)
{
    const cJSON *machine = tenant_machine(call->tenant, call_slot(call));
    const char *policy = policy_against(type, machine);
    if (!machine)
        answer_missing(call, SET_MACHINES, call_slot(call));
    else if (!platform_fits(call->operation->platforms,
                            span_of(object_text(machine, "osPlatform"))))
        answer_code(call, "OsPlatformNotSupported", object_text(machine, "osPlatform"),
                    NULL);
    else if (!client_fits(call->operation, machine))
        answer_code(call, "ClientVersionNotSupported", type,
                    call->operation->client_version);
    else if (policy)
        answer_code(call, "DisallowedOperation", policy, NULL);
    else if (open_action(call->tenant, machine, type))
        answer_code(call, "ActiveRequestAlreadyExists", NULL, NULL);
    else
        return machine;
    return NULL;
}

void
act(struct call *call, const struct handler *handler)
{
    bool live = span_is(span_of(handler->by), "LiveResponse");
    const cJSON *machine = machine_for(call, handler->by);
    if (!machine || (live && !limit_sessions(call)))
        return;
    const char *scope = call_text(call, "IsolationType");
    if (!*scope)
        scope = call_text(call, "ScanType");
    if (!*scope)
        scope = span_is(span_of(handler->by), "Isolate") ? "Full" : NULL;
    cJSON *action =
        tenant_add(call->tenant, SET_ACTIONS,
                   action_of(tenant_guid(call->tenant), machine, handler->by,
                             call_text(call, "Comment"), scope, call->now));
    const char *sha1 = call_text(call, "Sha1");
    if (*sha1)
        object_set(action, "relatedFileInfo",
                   OBJECT(m_text("fileIdentifier", sha1),
                          m_text("fileIdentifierType", "Sha1")));
    object_set(action, "commands", action_commands(call_member(call, "Commands")));
    answer_object(call, SET_ACTIONS, action);
}

void
cancel_action(struct call *call, const struct handler *handler)
{
    (void)handler;
    cJSON *action = tenant_edit(call->tenant, SET_ACTIONS, call_slot(call));
    if (!action) {
        answer_missing(call, SET_ACTIONS, call_slot(call));
        return;
    }
    if (!action_is_open(action)) {
        answer_error(call, "BadRequest",
                     "The action is in its final state %s and can't be cancelled",
                     object_text(action, "status"));
        return;
    }
    action_enter(action, "Cancelled", call->now->wall);
    object_set_text(action, "cancellationRequestor", "practice-app");
    object_set_text(action, "cancellationComment", call_text(call, "Comment"));
    object_set_time(action, "cancellationDateTimeUtc", call->now->wall);
    answer_object(call, SET_ACTIONS, action);
}

void
start_investigation(struct call *call, const struct handler *handler)
{
    (void)handler;
    const cJSON *machine = machine_for(call, "Investigation");
    if (!machine)
        return;
    const cJSON *own = tenant_own(call->tenant, SET_INVESTIGATIONS);
    size_t number =
        63001 + investigation_count(call->tenant) + (size_t)cJSON_GetArraySize(own);
    answer_object(call, SET_INVESTIGATIONS,
                  tenant_add(call->tenant, SET_INVESTIGATIONS,
                             OBJECT(m_tree("id", textf("%zu", number)),
                                    m_time("startTime", call->now->wall),
                                    m_null("endTime"), m_null("cancelledBy"),
                                    m_text("state", "Running"), m_null("statusDetails"),
                                    m_text("machineId", object_text(machine, "id")),
                                    m_text("computerDnsName",
                                           object_text(machine, "computerDnsName")),
                                    m_null("triggeringAlertId"),
                                    m_number(".asked", (double)call->now->wall))));
}

/* A link to what an action has fetched; good for half an hour. */
void
package_link(struct call *call, const struct handler *handler)
{
    enum { GOOD_S = 30 * 60 };
    const cJSON *action = tenant_find(call->tenant, SET_ACTIONS, "id", call_slot(call));
    const char *status = object_text(action, "status");
    bool live = span_is(span_of(handler->by), "LiveResponse");
    const char *index = live && call->composed.slots.count > 1
                            ? call->composed.slots.items[1].value
                            : "0";
    if (!action || !span_is(span_of(object_text(action, "type")), handler->by)) {
        answer_missing(call, SET_ACTIONS, call_slot(call));
    } else if (live && !action_has_result(action, span_of(index))) {
        answer_error(call, "ResourceNotFound",
                     "MachineAction %s has no result of command %s", call_slot(call),
                     index);
    } else if (!live && !span_is(span_of(status), "Succeeded")) {
        answer_error(call, "ResourceNotFound",
                     "MachineAction %s has no result yet: it is %s", call_slot(call),
                     status);
    } else {
        struct str file = {0}, link = {0};
        str_addf(&file, live ? "result/%s/%s" : "package/%s", call_slot(call), index);
        download_link(call, str_text(&file), GOOD_S, &link);
        answer_value(call, "Edm.String", cJSON_CreateString(str_text(&link)));
        str_release(&file);
        str_release(&link);
    }
}
