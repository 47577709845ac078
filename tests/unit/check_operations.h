/* Operations made by hand, for tests of the check that must not change with the
 * catalogue. */
#ifndef TESTS_CHECK_OPERATIONS_H
#define TESTS_CHECK_OPERATIONS_H

#include "api/catalogue.h"

#define LIST(...)       ((const char *const[]){__VA_ARGS__, NULL})
#define PROPERTIES(...) ((const struct schema[]){__VA_ARGS__})

static const struct schema isolate_properties[] = {
    {.name = "Comment", .type = TYPE_STRING, .required = true, .max_length = 60},
    {.name = "IsolationType",
     .type = TYPE_STRING,
     .values = LIST("Full", "Selective", "UnManagedDevice"),
     .also_values = LIST("Partial")},
};
static const struct schema isolate_body = {
    .type = TYPE_OBJECT, .properties = isolate_properties, .property_count = 2};
static const struct parameter isolate_parameters[] = {
    {PLACE_PATH,
     {.name = "id", .type = TYPE_STRING, .format = "machine-id", .required = true}},
};
static const struct operation isolate = {
    .id = "isolateMachine",
    .product = PRODUCT_MDE,
    .method = "POST",
    .path = "/api/machines/{id}/isolate",
    .parameters = isolate_parameters,
    .parameter_count = 1,
    .content_type = "application/json",
    .body = &isolate_body,
};

static const struct schema text_item = {.type = TYPE_STRING};
static const struct schema alert_properties[] = {
    {.name = "status",
     .type = TYPE_STRING,
     .values = LIST("New", "InProgress", "Resolved"),
     .also_written = LIST("Status")},
    {.name = "assignedTo", .type = TYPE_STRING, .nullable = true},
    {.name = "classification",
     .type = TYPE_STRING,
     .values = LIST("TruePositive", "FalsePositive")},
    {.name = "determination",
     .type = TYPE_STRING,
     .values = LIST("Malware", "Phishing", "NotMalicious"),
     .also_values = LIST("Clean")},
    {.name = "tags", .type = TYPE_ARRAY, .items = &text_item},
    {.name = "hours", .type = TYPE_INTEGER},
    {.name = "score", .type = TYPE_NUMBER},
    {.name = "active", .type = TYPE_BOOLEAN},
    {.name = "anything", .type = TYPE_ANY},
    {.name = "extra", .type = TYPE_OBJECT},
    {.name = "seen", .type = TYPE_STRING, .format = "date-time"},
    {.name = "file", .type = TYPE_STRING, .format = "sha1"},
};
static const struct schema alert_body = {
    .type = TYPE_OBJECT, .properties = alert_properties, .property_count = 12};
static const struct combination alert_combinations[] = {
    {"determination", "classification", "TruePositive", LIST("Malware", "Phishing")},
    {"determination", "classification", "FalsePositive", LIST("NotMalicious")},
};
static const struct operation update_alert = {
    .id = "updateAlert",
    .product = PRODUCT_MDE,
    .method = "PATCH",
    .path = "/api/alerts/{id}",
    .content_type = "application/json",
    .body = &alert_body,
    .combinations = alert_combinations,
    .combination_count = 2,
};

static const struct schema indicator_properties[] = {
    {.name = "indicatorValue", .type = TYPE_STRING, .required = true},
    {.name = "indicatorType",
     .type = TYPE_STRING,
     .required = true,
     .values = LIST("FileSha1", "FileSha256", "IpAddress", "DomainName", "Url")},
    {.name = "action", .type = TYPE_STRING, .values = LIST("Alert", "Audit", "Block")},
    {.name = "title", .type = TYPE_STRING, .required = true},
    {.name = "generateAlert", .type = TYPE_ANY, .values = LIST("True", "False")},
    {.name = "rbacGroupNames", .type = TYPE_ANY},
};
static const struct schema indicator = {
    .type = TYPE_OBJECT, .properties = indicator_properties, .property_count = 6};
static const struct schema import_properties[] = {
    {.name = "Indicators",
     .type = TYPE_ARRAY,
     .required = true,
     .items = &indicator,
     .max_items = 500},
};
static const struct schema import_body = {
    .type = TYPE_OBJECT, .properties = import_properties, .property_count = 1};
static const struct operation import_indicators = {
    .id = "importIndicators",
    .product = PRODUCT_MDE,
    .method = "POST",
    .path = "/api/indicators/import",
    .content_type = "application/json",
    .body = &import_body,
};

static const struct schema query_properties[] = {
    {.name = "Query", .type = TYPE_STRING, .required = true}};
static const struct schema query_body = {
    .type = TYPE_OBJECT, .properties = query_properties, .property_count = 1};
static const struct operation run_query = {
    .id = "runAdvancedQuery",
    .product = PRODUCT_MDE,
    .method = "POST",
    .path = "/api/advancedqueries/run",
    .content_type = "application/json",
    .body = &query_body,
};

static const struct odata machines_odata = {
    .options = LIST("$filter", "$top", "$skip"),
    .filterable = LIST("computerDnsName", "id", "healthStatus", "lastSeen", "riskScore",
                       "machineTags", "osPlatform"),
    .max_top = 10000,
    .page_size = 10000,
};
static const struct parameter machines_parameters[] = {
    {PLACE_QUERY, {.name = "$filter", .type = TYPE_STRING}},
    {PLACE_QUERY, {.name = "$top", .type = TYPE_INTEGER}},
    {PLACE_QUERY, {.name = "$skip", .type = TYPE_INTEGER}},
    {PLACE_QUERY, {.name = "pageSize", .type = TYPE_INTEGER}},
    {PLACE_QUERY, {.name = "useStartsWithFilter", .type = TYPE_BOOLEAN}},
};
static const struct operation list_machines = {
    .id = "listMachines",
    .product = PRODUCT_MDE,
    .method = "GET",
    .path = "/api/machines",
    .parameters = machines_parameters,
    .parameter_count = 5,
    .odata = &machines_odata,
};

#endif
