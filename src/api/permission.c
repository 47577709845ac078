#include "config.h"

#include "api/permission.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

/* clang-format off */
static const struct permission permissions[] = {
    {"AdvancedHunting.Read", PRODUCT_XDR, N_("run hunting queries of Defender XDR"), NULL},
    {"AdvancedHunting.Read.All", PRODUCT_XDR, N_("run hunting queries of Defender XDR"), NULL},
    {"AdvancedQuery.Read", PRODUCT_MDE, N_("run hunting queries of Defender for Endpoint"), NULL},
    {"AdvancedQuery.Read.All", PRODUCT_MDE, N_("run hunting queries of Defender for Endpoint"), NULL},
    {"Alert.Read", PRODUCT_MDE, N_("read alerts and investigations"), NULL},
    {"Alert.Read.All", PRODUCT_MDE, N_("read alerts and investigations"), NULL},
    {"Alert.ReadWrite", PRODUCT_MDE, N_("read, create and change alerts; start investigations"), NULL},
    {"Alert.ReadWrite.All", PRODUCT_MDE, N_("read, create and change alerts; start investigations"), NULL},
    {"Alerts.ReadWrite.All", PRODUCT_MDE, N_("nothing: a page misspells a name so"), "Alert.ReadWrite.All"},
    {"File.Read.All", PRODUCT_MDE, N_("read what is known of files"), NULL},
    {"Incident.Read", PRODUCT_XDR, N_("read incidents"), NULL},
    {"Incident.Read.All", PRODUCT_XDR, N_("read incidents"), NULL},
    {"Incident.ReadWrite", PRODUCT_XDR, N_("read and change incidents"), NULL},
    {"Incident.ReadWrite.All", PRODUCT_XDR, N_("read and change incidents"), NULL},
    {"Incidents.Read.All", PRODUCT_XDR, N_("nothing: a page misspells a name so"), "Incident.Read.All"},
    {"Incidents.ReadWrite.All", PRODUCT_XDR, N_("nothing: a page misspells a name so"), "Incident.ReadWrite.All"},
    {"Ip.Read.All", PRODUCT_MDE, N_("read what is known of IP addresses"), NULL},
    {"Library.Manage", PRODUCT_MDE, N_("keep the files for live response"), NULL},
    {"Machine.CollectForensics", PRODUCT_MDE, N_("collect investigation packages"), NULL},
    {"Machine.Isolate", PRODUCT_MDE, N_("isolate devices and release them"), NULL},
    {"Machine.LiveResponse", PRODUCT_MDE, N_("run live response on a device"), NULL},
    {"Machine.Offboard", PRODUCT_MDE, N_("take devices out of the service"), NULL},
    {"Machine.Read", PRODUCT_MDE, N_("read devices and the actions on them"), NULL},
    {"Machine.Read.All", PRODUCT_MDE, N_("read devices and the actions on them"), NULL},
    {"Machine.Read.Write", PRODUCT_MDE, N_("nothing: a page misspells a name so"), "Machine.ReadWrite"},
    {"Machine.ReadWrite", PRODUCT_MDE, N_("read devices, and change tags, values and scans"), NULL},
    {"Machine.ReadWrite.All", PRODUCT_MDE, N_("read devices, and change tags, values and scans"), NULL},
    {"Machine.RestrictExecution", PRODUCT_MDE, N_("let a device run only signed programs, and undo it"), NULL},
    {"Machine.Scan", PRODUCT_MDE, N_("start antivirus scans"), NULL},
    {"Machine.StopAndQuarantine", PRODUCT_MDE, N_("stop a file and put it into quarantine"), NULL},
    {"RemediationTask.Read", PRODUCT_MDE, N_("read remediation activities"), NULL},
    {"RemediationTask.Read.Read", PRODUCT_MDE, N_("nothing: a page misspells a name so"), "RemediationTask.Read"},
    {"RemediationTasks.Read.All", PRODUCT_MDE, N_("read remediation activities"), NULL},
    {"Score.Read", PRODUCT_MDE, N_("read exposure and configuration scores"), NULL},
    {"Score.Read.All", PRODUCT_MDE, N_("read exposure and configuration scores"), NULL},
    {"SecurityAlert.Read.All", PRODUCT_GRAPH, N_("read the alerts of all Defender products"), NULL},
    {"SecurityAlert.ReadWrite.All", PRODUCT_GRAPH, N_("read and change the alerts of all Defender products"), NULL},
    {"SecurityBaselinesAssessment.Read", PRODUCT_MDE, N_("read how devices stand against baselines"), NULL},
    {"SecurityBaselinesAssessment.Read.All", PRODUCT_MDE, N_("read how devices stand against baselines"), NULL},
    {"SecurityEvents.Read.All", PRODUCT_GRAPH, N_("read alerts in Graph's older form"), NULL},
    {"SecurityEvents.ReadWrite.All", PRODUCT_GRAPH, N_("read and change alerts in Graph's older form"), NULL},
    {"SecurityIncident.Read.All", PRODUCT_GRAPH, N_("read incidents through Graph"), NULL},
    {"SecurityIncident.ReadWrite.All", PRODUCT_GRAPH, N_("read and change incidents through Graph"), NULL},
    {"SecurityRecommendation.Read", PRODUCT_MDE, N_("read security recommendations"), NULL},
    {"SecurityRecommendation.Read.All", PRODUCT_MDE, N_("read security recommendations"), NULL},
    {"Software.Read", PRODUCT_MDE, N_("read the software inventory"), NULL},
    {"Software.Read.All", PRODUCT_MDE, N_("read the software inventory"), NULL},
    {"ThreatHunting.Read.All", PRODUCT_GRAPH, N_("run hunting queries through Graph"), NULL},
    {"Ti.ReadWrite", PRODUCT_MDE, N_("read and change the indicators that it made itself"), NULL},
    {"Ti.ReadWrite.All", PRODUCT_MDE, N_("read and change all indicators"), NULL},
    {"URL.Read.All", PRODUCT_MDE, N_("read what is known of domains"), NULL},
    {"User.Read.All", PRODUCT_MDE, N_("read what is known of users"), NULL},
    {"Vulnerability.Read", PRODUCT_MDE, N_("read vulnerabilities"), NULL},
    {"Vulnerability.Read.All", PRODUCT_MDE, N_("read vulnerabilities"), NULL},
};
/* clang-format on */

const struct permission *
permission_find(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(permissions); i++)
        if (span_is(name, permissions[i].name))
            return &permissions[i];
    return NULL;
}

const struct operation *
permission_next(const struct catalogue *catalogue, struct span name, bool delegated,
                const struct operation *last)
{
    const struct operation *end = catalogue->operations + catalogue->count;
    for (last = last ? last + 1 : catalogue->operations; last < end; last++)
        if (names_hold(delegated ? last->permissions_delegated
                                 : last->permissions_application,
                       name))
            return last;
    return NULL;
}

bool
permission_only_reads(struct span name)
{
    return span_ends(name, ".Read") || span_ends(name, ".Read.All");
}
