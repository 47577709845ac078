#include "config.h"

#include "practice/hunting_tables.h"

#include "base/memory.h"

/* clang-format off */
static const struct hunting_column device_info[] = {
    {"Timestamp", "DateTime", "lastSeen"},
    {"DeviceId", "String", "id"},
    {"DeviceName", "String", "computerDnsName"},
    {"ClientVersion", "String", "agentVersion"},
    {"PublicIP", "String", "lastExternalIpAddress"},
    {"OSArchitecture", "String", "osArchitecture"},
    {"OSPlatform", "String", "osPlatform"},
    {"OSBuild", "Int64", "osBuild"},
    {"OSVersion", "String", "version"},
    {"MachineGroup", "String", "rbacGroupName"},
    {"OnboardingStatus", "String", "onboardingStatus"},
    {"SensorHealthState", "String", "healthStatus"},
    {"ExposureLevel", "String", "exposureLevel"},
    {NULL},
};

static const struct hunting_column alert_info[] = {
    {"Timestamp", "DateTime", "alertCreationTime"},
    {"AlertId", "String", "id"},
    {"Title", "String", "title"},
    {"Category", "String", "category"},
    {"Severity", "String", "severity"},
    {"DetectionSource", "String", "detectionSource"},
    {"DeviceId", "String", "machineId"},
    {"DeviceName", "String", "computerDnsName"},
    {NULL},
};

#define EVENT                                                                          \
    {"Timestamp", "DateTime", "Timestamp"}, {"DeviceId", "String", "DeviceId"},        \
    {"DeviceName", "String", "DeviceName"}, {"ActionType", "String", "ActionType"},    \
    {"AccountName", "String", "AccountName"},                                          \
    {"AccountDomain", "String", "AccountDomain"}

static const struct hunting_column process_events[] = {
    EVENT,
    {"FileName", "String", "FileName"},
    {"SHA1", "String", "SHA1"},
    {"ProcessId", "Int64", "ProcessId"},
    {"ProcessCommandLine", "String", "ProcessCommandLine"},
    {"InitiatingProcessFileName", "String", "InitiatingProcessFileName"},
    {"ReportId", "Int64", "ReportId"},
    {NULL},
};

static const struct hunting_column network_events[] = {
    EVENT,
    {"RemoteIP", "String", "RemoteIP"},
    {"RemotePort", "Int64", "RemotePort"},
    {"RemoteUrl", "String", "RemoteUrl"},
    {"Protocol", "String", "Protocol"},
    {"InitiatingProcessFileName", "String", "InitiatingProcessFileName"},
    {"ReportId", "Int64", "ReportId"},
    {NULL},
};

static const struct hunting_column logon_events[] = {
    EVENT,
    {"LogonType", "String", "LogonType"},
    {"FailureReason", "String", "FailureReason"},
    {"RemoteIP", "String", "RemoteIP"},
    {"ReportId", "Int64", "ReportId"},
    {NULL},
};

static const struct hunting_column software[] = {
    {"DeviceId", "String", "deviceId"},
    {"DeviceName", "String", "deviceName"},
    {"OSPlatform", "String", "osPlatform"},
    {"SoftwareVendor", "String", "softwareVendor"},
    {"SoftwareName", "String", "softwareName"},
    {"SoftwareVersion", "String", "softwareVersion"},
    {"EndOfSupportStatus", "String", "endOfSupportStatus"},
    {NULL},
};

static const struct hunting_column vulnerabilities[] = {
    {"DeviceId", "String", "deviceId"},
    {"DeviceName", "String", "deviceName"},
    {"OSPlatform", "String", "osPlatform"},
    {"SoftwareVendor", "String", "softwareVendor"},
    {"SoftwareName", "String", "softwareName"},
    {"SoftwareVersion", "String", "softwareVersion"},
    {"CveId", "String", "cveId"},
    {"VulnerabilitySeverityLevel", "String", "vulnerabilitySeverityLevel"},
    {"CvssScore", "Double", "cvssScore"},
    {NULL},
};

static const struct hunting_table tables[] = {
    {"AlertInfo", SET_ALERTS, alert_info},
    {"DeviceEvents", SET_PROCESS_EVENTS, process_events},
    {"DeviceInfo", SET_MACHINES, device_info},
    {"DeviceLogonEvents", SET_LOGON_EVENTS, logon_events},
    {"DeviceNetworkEvents", SET_NETWORK_EVENTS, network_events},
    {"DeviceProcessEvents", SET_PROCESS_EVENTS, process_events},
    {"DeviceTvmSoftwareInventory", SET_INSTALLATIONS, software},
    {"DeviceTvmSoftwareVulnerabilities", SET_VULNERABILITY_RESULTS, vulnerabilities},
};
/* clang-format on */

const struct hunting_table *
hunting_table_find(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (span_is(name, tables[i].name))
            return &tables[i];
    return NULL;
}
