/* Requests of each kind that the service takes, by what its pages say: none may be
 * called wrong. */
#ifndef TESTS_WORKING_BODIES_H
#define TESTS_WORKING_BODIES_H

static const struct {
    const char *operation, *body;
} working[] = {
    {"isolateMachine", "{\"Comment\": \"Isolate machine due to alert 1234\", "
                       "\"IsolationType\": \"Full\"}"},
    {"isolateMachine", "{\n\t\"Comment\": \"Triage \\\"case 7\\\" \\u00e9\"\n}\n"},
    {"isolateMachine", "{\"Comment\":\"a\",\"IsolationType\":\"UnManagedDevice\"}"},
    {"unisolateMachine", "{\"Comment\": \"Clean again\"}"},
    {"runAntiVirusScan", "{\"Comment\": \"Check it\", \"ScanType\": \"Full\"}"},
    {"collectInvestigationPackage", "{\"Comment\": \"Collect forensics\"}"},
    {"restrictCodeExecution", "{\"Comment\": \"Restrict\"}"},
    {"offboardMachine", "{\"Comment\": \"Offboard by script\"}"},
    {"startInvestigation", "{\"Comment\": \"Test investigation\"}"},
    {"stopAndQuarantineFile", "{\"Comment\": \"Stop and quarantine\", \"Sha1\": "
                              "\"87662bc3d60e4200ceaf7aae249d1c343f4b83c9\"}"},
    {"addOrRemoveMachineTag",
     "{\"Value\": \"Tag 1, with comma\", \"Action\": \"Add\"}"},
    {"addOrRemoveTagForMultipleMachines",
     "{\"Value\":\"t\",\"Action\":\"Remove\",\"MachineIds\":"
     "[\"34e83ca6feea4dce2353006a918c6e2f5a2ea4c0\","
     "\"a69a22debe5f274d8765ea3c368d00762e057b30\"]}"},
    {"setDeviceValue", "{\"DeviceValue\": \"High\"}"},
    {"updateMachine", "{\"deviceValue\": \"Normal\", \"machineTags\": [\"a\", \"b\"]}"},
    {"updateMachine", "{\"machineTags\": []}"},
    {"updateMachine", "{\"deviceValue\": null}"},
    {"runAdvancedQuery", "{\"Query\": \"DeviceProcessEvents\\n| where Timestamp > "
                         "ago(1d)\\n| limit 2\"}"},
    {"runAdvancedHuntingQuery", "{\"Query\":\"DeviceEvents | take 1\"}"},
    {"updateAlert", "{\"status\": \"Resolved\", \"assignedTo\": \"a@contoso.com\", "
                    "\"classification\": \"TruePositive\", \"determination\": "
                    "\"Malware\", \"comment\": \"Resolved\"}"},
    {"updateAlert", "{\"Status\": \"InProgress\", \"Comment\": \"On it\"}"},
    {"updateAlert", "{\"comment\": \"only a comment\"}"},
    {"batchUpdateAlerts", "{\"alertIds\": [\"da637399794050273582_760707377\"], "
                          "\"status\": \"Resolved\", \"classification\": "
                          "\"FalsePositive\", \"determination\": \"Clean\"}"},
    {"createAlertByReference",
     "{\"machineId\": \"1e5bc9d7e413ddd7902c2932e418702b84d0cc07\", \"severity\": "
     "\"Low\", \"title\": \"example\", \"description\": \"example alert\", "
     "\"recommendedAction\": \"nothing\", \"eventTime\": "
     "\"2018-08-03T16:45:21.7115183Z\", \"reportId\": \"20776\", \"category\": "
     "\"Exploit\"}"},
    {"submitIndicator",
     "{\"indicatorValue\": \"220e7d15b011d7fac48f2bd61114db1022197f7f\", "
     "\"indicatorType\": \"FileSha1\", \"title\": \"test\", \"application\": "
     "\"demo-test\", \"expirationTime\": \"2020-12-12T00:00:00Z\", \"action\": "
     "\"Alert\", \"severity\": \"Informational\", \"description\": \"test\", "
     "\"recommendedActions\": \"nothing\", \"rbacGroupNames\": [\"group1\", "
     "\"group2\"]}"},
    {"submitIndicator",
     "{\"indicatorValue\": \"https://contoso.com/bad\", \"indicatorType\": \"Url\", "
     "\"title\": \"t\", \"action\": \"Audit\", \"description\": \"d\", "
     "\"generateAlert\": true}"},
    {"submitIndicator",
     "{\"indicatorValue\": \"contoso.com\", \"indicatorType\": \"DomainName\", "
     "\"title\": \"t\", \"action\": \"Block\", \"description\": \"d\", "
     "\"generateAlert\": \"True\"}"},
    {"importIndicators",
     "{\"Indicators\": [{\"indicatorValue\": "
     "\"220e7d15b011d7fac48f2bd61114db1022197f7f\", \"indicatorType\": \"FileSha1\", "
     "\"title\": \"demo\", \"application\": \"demo-test\", \"expirationTime\": "
     "\"2021-12-12T00:00:00Z\", \"action\": \"Alert\", \"severity\": "
     "\"Informational\", \"description\": \"demo2\", \"recommendedActions\": "
     "\"nothing\", \"rbacGroupNames\": [\"group1\"]}]}"},
    {"batchDeleteIndicators", "{\"IndicatorIds\": [\"1\", \"2\", \"5\"]}"},
    {"runLiveResponse",
     "{\"Commands\":[{\"type\":\"RunScript\",\"params\":[{\"key\":\"ScriptName\","
     "\"value\":\"minidump.ps1\"},{\"key\":\"Args\",\"value\":\"OfficeClickToRun\"}]},"
     "{\"type\":\"GetFile\",\"params\":[{\"key\":\"Path\",\"value\":"
     "\"C:\\\\windows\\\\TEMP\\\\a.zip\"}]}],\"Comment\":\"Testing\"}"},
    {"cancelMachineAction", "{\"Comment\": \"Machine action was canceled\"}"},
    {"addScanDefinition",
     "{\"scanType\": \"Windows\", \"scanName\": \"Test\", \"isActive\": true, "
     "\"target\": \"127.0.0.1\", \"intervalInHours\": 1, \"targetType\": \"Ip\", "
     "\"scannerAgent\": {\"machineId\": "
     "\"eb663a27ae9d032f61bc268a79eedf14c4b90f77\"}, \"scanAuthenticationParams\": "
     "{\"@odata.type\": \"#microsoft.windowsDefenderATP.api.WindowsAuthParams\", "
     "\"type\": \"Kerberos\", \"username\": \"u\", \"domain\": \"d\", "
     "\"isGmsaUser\": true}}"},
    {"batchDeleteScanDefinitions",
     "{\"ScanDefinitionIds\": [\"td32f17af-5cc2-4e4e-964a-4c4ef7d216e2\"]}"},
    {"listScanHistoryBySession",
     "{\"SessionIds\": [\"2021-08-12T12:00:00.0000000Z\"]}"},
    {"updateIncident", "{\"status\": \"Resolved\", \"assignedTo\": \"a@contoso.com\", "
                       "\"classification\": \"TruePositive\", \"determination\": "
                       "\"Malware\", \"tags\": [\"Yossi's playground\"], "
                       "\"comment\": \"pen testing\"}"},
    {"updateIncident", "{\"classification\": \"FalsePositive\", \"determination\": "
                       "\"NoEnoughDataToValidate\"}"},
    {"graphUpdateAlert", "{\"assignedTo\": \"a@contoso.com\", \"classification\": "
                         "\"truePositive\", \"determination\": \"malware\", "
                         "\"status\": \"inProgress\"}"},
    {"graphUpdateIncident", "{\"assignedTo\": null, \"customTags\": [\"Demo\"], "
                            "\"classification\": \"TruePositive\"}"},
    {"graphRunHuntingQuery", "{\"Query\": \"T | take 1\", \"Timespan\": \"P90D\"}"},
    {"graphAddAlertComment",
     "{\"@odata.type\": \"microsoft.graph.security.alertComment\", \"comment\": "
     "\"Demo\"}"},
    /* what the pages themselves contradict, and the operations that are left */
    {"updateAlert", "{\"status\": \"Resolved\", \"assignedTo\": \"a@contoso.com\", "
                    "\"classification\": \"FalsePositive\", \"determination\": "
                    "\"Malware\", \"comment\": \"Resolve it\"}"},
    {"batchUpdateAlerts",
     "{\"alertIds\": [\"da637399794050273582_760707377\", "
     "\"da637399989469816469_51697947354\"], \"status\": \"Resolved\", \"assignedTo\": "
     "\"a@contoso.com\", \"classification\": \"FalsePositive\", \"determination\": "
     "\"Malware\", \"comment\": \"Resolve them\"}"},
    {"updateIncident", "{\"classification\": \"TruePositive\", \"determination\": "
                       "\"CompromisedUser\", \"comments\": \"x\"}"},
    {"updateIncident", "{\"classification\": \"TruePositive\", \"determination\": "
                       "\"CompromisedAccount\"}"},
    {"updateIncident", "{\"classification\": \"FalsePositive\", \"determination\": "
                       "\"InsufficientData\"}"},
    {"updateIncident", "{\"classification\": \"InformationalExpectedActivity\", "
                       "\"determination\": \"ConfirmedUserActivity\"}"},
    {"graphUpdateIncident", "{\"classification\": \"TruePositive\", \"determination\": "
                            "\"MultiStagedAttack\", \"customTags\": [\"Demo\"]}"},
    {"graphUpdateAlert", "{\"classification\": \"truePositive\", \"determination\": "
                         "\"compromisedAccount\"}"},
    {"graphUpdateAlert", "{\"classification\": \"falsePositive\", \"determination\": "
                         "\"notMalicious\", \"status\": \"unknown\"}"},
    {"graphAddIncidentComment",
     "{\"@odata.type\": \"microsoft.graph.security.alertComment\", \"comment\": "
     "\"Demo\"}"},
    {"graphUpdateSecureScoreControlProfile",
     "{\"assignedTo\": \"\", \"comment\": \"reviewed\", \"state\": \"Reviewed\", "
     "\"vendorInformation\": {\"provider\": \"SecureScore\", \"providerVersion\": "
     "null, \"subProvider\": null, \"vendor\": \"Microsoft\"}}"},
    {"updateScanDefinition", "{\"isActive\": false}"},
    {"listScanHistoryByDefinition",
     "{\"ScanDefinitionIds\": [\"4ad8d463-b2f8-4e06-b9f3-8b8cf9a8a7f3\"]}"},
    {"unrestrictCodeExecution", "{\"Comment\": \"Cleaned and validated\"}"},
    {"submitIndicator",
     "{\"indicatorValue\": \"220e7d15b011d7fac48f2bd61114db1022197f7f\", "
     "\"indicatorType\": \"FileSha1\", \"title\": \"test\", \"action\": "
     "\"AlertAndBlock\", \"description\": \"test\"}"},
};

#endif
