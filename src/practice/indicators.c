#include "config.h"

#include "practice/indicators.h"

#include "base/memory.h"
#include "practice/handlers.h"
#include "practice/seed.h"

/* The most active ones: a fact of the indicators' page. */
enum { FIRST_ID = 990, ACTIVE_MAX = 15000 };

/* What a caller may set; the letter case of their names doesn't count here, the check
 * has settled it before. */
static const char *const settable[] = {
    "indicatorValue", "indicatorType",       "action",         "application",
    "title",          "description",         "severity",       "recommendedActions",
    "educateUrl",     "bypassDurationHours", "expirationTime", "generateAlert",
    "rbacGroupNames"};

/* Takes over what SUBMITTED sets. True and false are texts in an indicator. */
static void
take_over(cJSON *indicator, const cJSON *submitted)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, submitted)
    {
        for (size_t i = 0; i < COUNT_OF(settable); i++) {
            if (!span_is_nocase(span_of(member->string), settable[i]))
                continue;
            object_set(indicator, settable[i],
                       cJSON_IsBool(member)
                           ? cJSON_CreateString(cJSON_IsTrue(member) ? "True" : "False")
                           : cJSON_Duplicate(member, true));
        }
    }
}

cJSON *
indicator_of(unsigned number, clock_ms time, const cJSON *submitted)
{
    cJSON *indicator = OBJECT(
        m_tree("id", textf("%u", FIRST_ID + number)), m_null("indicatorValue"),
        m_null("indicatorType"), m_null("action"), m_text("createdBy", "practice-app"),
        m_text("severity", "Informational"), m_null("application"), m_null("title"),
        m_null("description"), m_null("recommendedActions"),
        m_time("creationTimeDateTimeUtc", time), m_null("expirationTime"),
        m_time("lastUpdateTime", time), m_text("lastUpdatedBy", "practice-app"),
        m_tree("rbacGroupNames", cJSON_CreateArray()),
        m_tree("rbacGroupIds", cJSON_CreateArray()),
        m_text("createdBySource", "PublicApi"), m_text("sourceType", "AadApp"),
        m_null("externalID"), m_text("generateAlert", "False"));
    take_over(indicator, submitted);
    return indicator;
}

void
indicators_expire(struct tenant *tenant, clock_ms now)
{
    cJSON *indicator = tenant_own(tenant, SET_INDICATORS)->child;
    while (indicator) {
        cJSON *next = indicator->next;
        clock_ms at;
        if (clock_parse_rfc3339(span_of(object_text(indicator, "expirationTime")),
                                &at) &&
            at <= now)
            tenant_remove(tenant, SET_INDICATORS, indicator);
        indicator = next;
    }
}

static cJSON *
find_same(const struct tenant *tenant, const cJSON *submitted)
{
    cJSON *indicator;
    cJSON_ArrayForEach(indicator, tenant_own(tenant, SET_INDICATORS))
    {
        if (span_is_nocase(span_of(object_text(indicator, "indicatorValue")),
                           object_text(submitted, "indicatorValue")) &&
            span_is(span_of(object_text(indicator, "indicatorType")),
                    object_text(submitted, "indicatorType")))
            return indicator;
    }
    return NULL;
}

/* Identifiers are never given twice, also not after a deletion. */
static unsigned
next_number(struct tenant *tenant)
{
    const cJSON *indicator;
    cJSON_ArrayForEach(indicator, tenant_own(tenant, SET_INDICATORS))
    {
        size_t number;
        if (seed_number(span_of(object_text(indicator, "id")), FIRST_ID, INT32_MAX,
                        &number) &&
            number > tenant->last_indicator)
            tenant->last_indicator = (unsigned)number;
    }
    return ++tenant->last_indicator;
}

/* Adds what was submitted, or updates what is there for the same value: all but its
 * application. */
static cJSON *
put_indicator(struct call *call, const cJSON *submitted)
{
    struct tenant *tenant = call->tenant;
    cJSON *known = find_same(tenant, submitted);
    if (!known)
        return tenant_add(
            tenant, SET_INDICATORS,
            indicator_of(next_number(tenant), call->now->wall, submitted));
    cJSON *application = cJSON_Duplicate(object_get(known, "application"), true);
    take_over(known, submitted);
    object_set(known, "application", application);
    object_set_time(known, "lastUpdateTime", call->now->wall);
    tenant->changes++;
    return known;
}

/* Why the tenant will not have an indicator that is right in its form; NULL: it will.
 */
static const char *
reason_against(const struct call *call, const cJSON *submitted)
{
    clock_ms expires;
    struct span value = span_of(object_text(submitted, "indicatorValue"));
    struct span type = span_of(object_text(submitted, "indicatorType"));
    const char *expiration = object_text(submitted, "expirationTime");
    if (*expiration && clock_parse_rfc3339(span_of(expiration), &expires) &&
        expires <= call->now->wall)
        return "expirationTime must be in the future";
    if (!find_same(call->tenant, submitted) &&
        cJSON_GetArraySize(tenant_own(call->tenant, SET_INDICATORS)) >= ACTIVE_MAX)
        return "The tenant has 15000 active indicators, which is the most";
    if (span_is(type, "IpAddress") &&
        (span_starts(value, "10.") || span_starts(value, "192.168.") ||
         span_starts(value, "127.")))
        return "Private and loopback addresses can't be indicators";
    return NULL;
}

void
submit_indicator(struct call *call, const struct handler *handler)
{
    (void)handler;
    const char *reason = reason_against(call, call->body);
    if (reason)
        answer_code(call, "InvalidInput", reason, NULL);
    else
        answer_object(call, SET_INDICATORS, put_indicator(call, call->body));
}

/* The whole call succeeds even where some of its items do not. */
void
import_indicators(struct call *call, const struct handler *handler)
{
    (void)handler;
    cJSON *results = cJSON_CreateArray();
    const cJSON *submitted;
    cJSON_ArrayForEach(submitted, call_member(call, "Indicators"))
    {
        const char *reason = reason_against(call, submitted);
        const cJSON *indicator = reason ? NULL : put_indicator(call, submitted);
        cJSON_AddItemToArray(
            results,
            OBJECT(m_text("id", indicator ? object_text(indicator, "id") : NULL),
                   m_text("indicator", object_text(submitted, "indicatorValue")),
                   m_flag("isFailed", reason != NULL),
                   m_text("failureReason", reason)));
    }
    answer_value(call, "Collection(ImportIndicatorResult)", results);
}

static bool
remove_indicator(struct call *call, const char *id)
{
    cJSON *indicator = tenant_edit(call->tenant, SET_INDICATORS, id);
    if (!indicator) {
        answer_missing(call, SET_INDICATORS, id);
        return false;
    }
    tenant_remove(call->tenant, SET_INDICATORS, indicator);
    return true;
}

void
delete_indicator(struct call *call, const struct handler *handler)
{
    (void)handler;
    if (remove_indicator(call, call_slot(call)))
        answer_nothing(call);
}

/* All of them, or none: every identifier is looked up first. */
void
delete_indicators(struct call *call, const struct handler *handler)
{
    (void)handler;
    const cJSON *ids = call_member(call, "IndicatorIds"), *id;
    cJSON_ArrayForEach(id, ids)
    {
        const char *text = cJSON_GetStringValue(id);
        if (!text || !tenant_find(call->tenant, SET_INDICATORS, "id", text)) {
            answer_missing(call, SET_INDICATORS, text ? text : "");
            return;
        }
    }
    answer_nothing(call);
    cJSON_ArrayForEach(id, ids)
    {
        if (tenant_find(call->tenant, SET_INDICATORS, "id", id->valuestring))
            remove_indicator(call, id->valuestring);
    }
}
