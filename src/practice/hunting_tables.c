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
    {"AttackTechniques", KQL_DYNAMIC, "mitreTechniques"},
    {"DeviceId", KQL_STRING, "machineId"},
    {"DeviceName", KQL_STRING, "computerDnsName"},
    {NULL},
};

#define EVENT                                                                          \
    {"Timestamp", KQL_DATETIME, "Timestamp"}, {"DeviceId", KQL_STRING, "DeviceId"},        \
    {"DeviceName", KQL_STRING, "DeviceName"}, {"ActionType", KQL_STRING, "ActionType"},    \
    {"AccountName", KQL_STRING, "AccountName"},                                          \
    {"AccountDomain", KQL_STRING, "AccountDomain"},                                      \
    {"InitiatingProcessAccountName", KQL_STRING, "InitiatingProcessAccountName"}

static const struct hunting_column process_events[] = {
    EVENT,
    {"FileName", KQL_STRING, "FileName"},
    {"FolderPath", KQL_STRING, "FolderPath"},
    {"SHA1", KQL_STRING, "SHA1"},
    {"SHA256", KQL_STRING, "SHA256"},
    {"ProcessId", KQL_LONG, "ProcessId"},
    {"ProcessCommandLine", KQL_STRING, "ProcessCommandLine"},
    {"InitiatingProcessFileName", KQL_STRING, "InitiatingProcessFileName"},
    {"InitiatingProcessCommandLine", KQL_STRING, "InitiatingProcessCommandLine"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column file_events[] = {
    EVENT,
    {"FileName", KQL_STRING, "FileName"},
    {"FolderPath", KQL_STRING, "FolderPath"},
    {"SHA1", KQL_STRING, "SHA1"},
    {"FileSize", KQL_LONG, "FileSize"},
    {"InitiatingProcessFileName", KQL_STRING, "InitiatingProcessFileName"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column registry_events[] = {
    EVENT,
    {"RegistryKey", KQL_STRING, "RegistryKey"},
    {"RegistryValueName", KQL_STRING, "RegistryValueName"},
    {"RegistryValueData", KQL_STRING, "RegistryValueData"},
    {"InitiatingProcessFileName", KQL_STRING, "InitiatingProcessFileName"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column other_events[] = {
    EVENT,
    {"FileName", KQL_STRING, "FileName"},
    {"SHA1", KQL_STRING, "SHA1"},
    {"RemoteUrl", KQL_STRING, "RemoteUrl"},
    {"InitiatingProcessFileName", KQL_STRING, "InitiatingProcessFileName"},
    {"ReportId", KQL_LONG, "ReportId"},
    {NULL},
};

static const struct hunting_column evidence[] = {
    {"Timestamp", KQL_DATETIME, "Timestamp"},
    {"AlertId", KQL_STRING, "AlertId"},
    {"EntityType", KQL_STRING, "EntityType"},
    {"EvidenceRole", KQL_STRING, "EvidenceRole"},
    {"DeviceId", KQL_STRING, "DeviceId"},
    {"DeviceName", KQL_STRING, "DeviceName"},
    {"FileName", KQL_STRING, "FileName"},
    {"SHA1", KQL_STRING, "SHA1"},
    {"SHA256", KQL_STRING, "SHA256"},
    {"RemoteUrl", KQL_STRING, "RemoteUrl"},
    {"RemoteIP", KQL_STRING, "RemoteIP"},
    {"ProcessCommandLine", KQL_STRING, "ProcessCommandLine"},
    {NULL},
};

/* The addresses that a device had: one row a device here. */
static const struct hunting_column network_info[] = {
    {"Timestamp", KQL_DATETIME, "lastSeen"},
    {"DeviceId", KQL_STRING, "id"},
    {"DeviceName", KQL_STRING, "computerDnsName"},
    {"IPAddresses", KQL_DYNAMIC, "ipAddresses"},
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
    {"AlertEvidence", SET_EVIDENCE, evidence},
    {"AlertInfo", SET_ALERTS, alert_info},
    {"DeviceEvents", SET_OTHER_EVENTS, other_events},
    {"DeviceFileEvents", SET_FILE_EVENTS, file_events},
    {"DeviceInfo", SET_MACHINES, device_info},
    {"DeviceLogonEvents", SET_LOGON_EVENTS, logon_events},
    {"DeviceNetworkEvents", SET_NETWORK_EVENTS, network_events},
    {"DeviceNetworkInfo", SET_MACHINES, network_info},
    {"DeviceProcessEvents", SET_PROCESS_EVENTS, process_events},
    {"DeviceRegistryEvents", SET_REGISTRY_EVENTS, registry_events},
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
