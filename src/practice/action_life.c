/* How actions get on with time, and what they do to their machine. */
#include "config.h"

#include "practice/actions.h"

cJSON *
action_of(cJSON *id, const cJSON *machine, const char *type, const char *comment,
          const char *scope, const struct now *now)
{
    return OBJECT(
        m_tree("id", id), m_text("type", type), m_null("title"),
        m_text("requestor", "practice-app"), m_text("requestorComment", comment),
        m_text("status", "Pending"), m_text("machineId", object_text(machine, "id")),
        m_text("computerDnsName", object_text(machine, "computerDnsName")),
        m_time("creationDateTimeUtc", now->wall),
        m_time("lastUpdateDateTimeUtc", now->wall), m_null("cancellationRequestor"),
        m_null("cancellationComment"), m_null("cancellationDateTimeUtc"),
        m_text("scope", scope), m_null("externalID"),
        m_text("requestSource", "PublicApi"), m_null("relatedFileInfo"),
        m_tree("commands", cJSON_CreateArray()), m_number(".asked", (double)now->wall));
}

cJSON *
action_commands(const cJSON *asked)
{
    cJSON *commands = cJSON_CreateArray();
    const cJSON *command;
    cJSON_ArrayForEach(command, asked)
    {
        cJSON_AddItemToArray(commands,
                             OBJECT(m_number("index", cJSON_GetArraySize(commands)),
                                    m_null("startTime"), m_null("endTime"),
                                    m_text("commandStatus", "Created"),
                                    m_tree("errors", cJSON_CreateArray()),
                                    m_tree("command", cJSON_Duplicate(command, true))));
    }
    return commands;
}

bool
action_is_open(const cJSON *action)
{
    struct span status = span_of(object_text(action, "status"));
    return span_is(status, "Pending") || span_is(status, "InProgress");
}

/* The documentation writes key and value with small letters and with capitals. */
const char *
action_parameter(const cJSON *command, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, object_get(command, "params"))
    {
        bool small = object_get(one, "key") != NULL;
        if (span_is_nocase(span_of(object_text(one, small ? "key" : "Key")), name))
            return object_text(one, small ? "value" : "Value");
    }
    return "";
}

bool
action_has_result(const cJSON *action, struct span index)
{
    uint64_t number;
    const cJSON *command = NULL;
    if (span_number(index, 1000, &number))
        command = cJSON_GetArrayItem(object_get(action, "commands"), (int)number);
    return span_is(span_of(object_text(command, "commandStatus")), "Completed") &&
           !span_is(span_of(object_text(object_get(command, "command"), "type")),
                    "PutFile");
}

void
action_enter(cJSON *action, const char *status, clock_ms at)
{
    object_set_text(action, "status", status);
    object_set_time(action, "lastUpdateDateTimeUtc", at);
}

/* What live response puts or runs must be in the library by then. */
static bool
command_fails(struct tenant *tenant, const cJSON *command)
{
    struct span type = span_of(object_text(command, "type"));
    const char *file =
        span_is(type, "RunScript") ? action_parameter(command, "ScriptName")
        : span_is(type, "PutFile") ? action_parameter(command, "FileName")
                                   : "";
    return *file && !tenant_find(tenant, SET_LIBRARY, "fileName", file);
}

/* The commands one after another, each an equal share of the time. False: one failed,
 * and those behind it are not begun. */
static bool
commands_advance(struct tenant *tenant, cJSON *action, clock_ms start, clock_ms end,
                 clock_ms now)
{
    cJSON *commands = object_get(action, "commands"), *command;
    int count = cJSON_GetArraySize(commands), number = 0;
    cJSON_ArrayForEach(command, commands)
    {
        clock_ms begins = start + (end - start) * number / count;
        clock_ms ends = start + (end - start) * ++number / count;
        struct span status = span_of(object_text(command, "commandStatus"));
        if (span_is(status, "Failed"))
            return false;
        if (begins <= now && cJSON_IsNull(object_get(command, "startTime")))
            object_set_time(command, "startTime", begins);
        if (ends > now || span_is(status, "Completed"))
            continue;
        bool failed = command_fails(tenant, object_get(command, "command"));
        object_set_text(command, "commandStatus", failed ? "Failed" : "Completed");
        object_set_time(command, "endTime", ends);
        if (failed) {
            cJSON_AddItemToArray(
                object_get(command, "errors"),
                cJSON_CreateString("The file is not in the live response library"));
            return false;
        }
    }
    return true;
}

/* What an action changes, and what has to be so for it to succeed. */
static const struct effect {
    const char *type, *member, *needs, *becomes;
} effects[] = {
    {"Isolate", ".mitigation", NULL, "isolated"},
    {"Unisolate", ".mitigation", "isolated", ""},
    {"RestrictCodeExecution", ".restriction", NULL, "restricted"},
    {"UnrestrictCodeExecution", ".restriction", "restricted", ""},
    {"Offboard", "onboardingStatus", "onboarded", "CanBeOnboarded"},
};

/* True: it succeeded. */
static bool
take_effect(struct tenant *tenant, const cJSON *action)
{
    struct span type = span_of(object_text(action, "type"));
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
        const struct effect *effect = &effects[i];
        const char *id = object_text(action, "machineId");
        if (!span_is(type, effect->type))
            continue;
        if (effect->needs &&
            !span_is(span_of(object_text(tenant_machine(tenant, id), effect->member)),
                     effect->needs))
            return false;
        object_set_text(tenant_edit(tenant, SET_MACHINES, id), effect->member,
                        effect->becomes);
    }
    return true;
}

static void
advance(struct tenant *tenant, cJSON *action, clock_ms now)
{
    const clock_ms wait_max = (clock_ms)3 * 24 * 3600 * 1000;
    const cJSON *machine = tenant_machine(tenant, object_text(action, "machineId"));
    clock_ms asked = (clock_ms)object_number(action, ".asked");
    clock_ms starts = asked + tenant->action_ms * 3 / 10;
    clock_ms ends = asked + tenant->action_ms;
    if (!span_is(span_of(object_text(machine, "healthStatus")), "Active")) {
        if (now >= asked + wait_max) /* until then it waits for the machine */
            action_enter(action, "TimeOut", asked + wait_max);
        return;
    }
    if (now < starts)
        return;
    tenant->changes++;
    if (span_is(span_of(object_text(action, "status")), "Pending"))
        action_enter(action, "InProgress", starts);
    if (!commands_advance(tenant, action, starts, ends, now))
        action_enter(action, "Failed", now < ends ? now : ends);
    else if (now >= ends)
        action_enter(action, take_effect(tenant, action) ? "Succeeded" : "Failed",
                     ends);
}

/* An investigation takes twice as long as an action. */
static void
investigations_advance(struct tenant *tenant, clock_ms now)
{
    cJSON *one;
    cJSON_ArrayForEach(one, tenant_own(tenant, SET_INVESTIGATIONS))
    {
        clock_ms ends = (clock_ms)object_number(one, ".asked") + 2 * tenant->action_ms;
        if (now < ends || !span_is(span_of(object_text(one, "state")), "Running"))
            continue;
        object_set_text(one, "state", "Benign");
        object_set_time(one, "endTime", ends);
        tenant->changes++;
    }
}

void
actions_advance(struct tenant *tenant, const struct now *now)
{
    cJSON *action;
    cJSON_ArrayForEach(action, tenant_own(tenant, SET_ACTIONS))
    {
        if (action_is_open(action))
            advance(tenant, action, now->wall);
    }
    investigations_advance(tenant, now->wall);
}
