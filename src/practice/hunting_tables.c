#include "config.h"

#include "practice/hunting_tables.h"

#include "base/memory.h"

/* clang-format off */
static const struct hunting_column device_info[] = {
    {"Timestamp", KQL_DATETIME, "lastSeen"},
    {"DeviceId", KQL_STRING, "id"},
    {"DeviceName", KQL_STRING, "computerDnsName"},
    {"ClientVersion", KQL_STRING, ".agentVersion"},
    {"PublicIP", KQL_STRING, "lastExternalIpAddress"},
    {"OSArchitecture", KQL_STRING, "osArchitecture"},
    {"OSPlatform", KQL_STRING, "osPlatform"},
    {"OSBuild", KQL_LONG, "osBuild"},
    {"OSVersion", KQL_STRING, "version"},
    {"MachineGroup", KQL_STRING, "rbacGroupName"},
    {"AadDeviceId", KQL_STRING, "aadDeviceId"},
    {"IsAzureADJoined", KQL_BOOL, ".isAadJoined"},
    {"OnboardingStatus", KQL_STRING, "onboardingStatus"},
    {"SensorHealthState", KQL_STRING, "healthStatus"},
    {"ExposureLevel", KQL_STRING, "exposureLevel"},
    {"MitigationStatus", KQL_STRING, ".mitigation"},
    {NULL},
};

static const struct hunting_column alert_info[] = {
    {"Timestamp", KQL_DATETIME, "alertCreationTime"},
    {"AlertId", KQL_STRING, "id"},
    {"Title", KQL_STRING, "title"},
    {"Category", KQL_STRING, "category"},
    {"Severity", KQL_STRING, "severity"},
    {"DetectionSource", KQL_STRING, "detectionSource"},
    {"DeviceId", KQL_STRING, "machineId"},
    {"DeviceName", KQL_STRING, "computerDnsName"},
    {NULL},
};

#define EVENT                                                                          \
    {"Timestamp", KQL_DATETIME, "Timestamp"}, {"DeviceId", KQL_STRING, "DeviceId"},        \
    {"DeviceName", KQL_STRING, "DeviceName"}, {"ActionType", KQL_STRING, "ActionType"},    \
    {"AccountName", KQL_STRING, "AccountName"},                                          \
    {"AccountDomain", KQL_STRING, "AccountDomain"}

static const struct hunting_column process_events[] = {
    EVENT,
    {"FileName", KQL_STRING, "FileName"},
    {"SHA1", KQL_STRING, "SHA1"},
    {"ProcessId", KQL_LONG, "ProcessId"},
    {"ProcessCommandLine", KQL_STRING, "ProcessCommandLine"},
    {"InitiatingProcessFileName", KQL_STRING, "InitiatingProcessFileName"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column network_events[] = {
    EVENT,
    {"RemoteIP", KQL_STRING, "RemoteIP"},
    {"RemotePort", KQL_LONG, "RemotePort"},
    {"RemoteUrl", KQL_STRING, "RemoteUrl"},
    {"Protocol", KQL_STRING, "Protocol"},
    {"InitiatingProcessFileName", KQL_STRING, "InitiatingProcessFileName"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column logon_events[] = {
    EVENT,
    {"LogonType", KQL_STRING, "LogonType"},
    {"FailureReason", KQL_STRING, "FailureReason"},
    {"RemoteIP", KQL_STRING, "RemoteIP"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column software[] = {
    {"DeviceId", KQL_STRING, "deviceId"},
    {"DeviceName", KQL_STRING, "deviceName"},
    {"OSPlatform", KQL_STRING, "osPlatform"},
    {"SoftwareVendor", KQL_STRING, "softwareVendor"},
    {"SoftwareName", KQL_STRING, "softwareName"},
    {"SoftwareVersion", KQL_STRING, "softwareVersion"},
    {"EndOfSupportStatus", KQL_STRING, "endOfSupportStatus"},
    {NULL},
};

static const struct hunting_column vulnerabilities[] = {
    {"DeviceId", KQL_STRING, "deviceId"},
    {"DeviceName", KQL_STRING, "deviceName"},
    {"OSPlatform", KQL_STRING, "osPlatform"},
    {"SoftwareVendor", KQL_STRING, "softwareVendor"},
    {"SoftwareName", KQL_STRING, "softwareName"},
    {"SoftwareVersion", KQL_STRING, "softwareVersion"},
    {"CveId", KQL_STRING, "cveId"},
    {"VulnerabilitySeverityLevel", KQL_STRING, "vulnerabilitySeverityLevel"},
    {"CvssScore", KQL_DOUBLE, "CvssScore"},
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
