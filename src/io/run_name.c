/* The name of a device, which has to be typed before it is acted on. */
#include "config.h"

#include "base/text.h"
#include "io/clock.h"
#include "io/run_state.h"
#include "json/tree.h"

/* A reading call like any other: counted, and kept in the history. */
void
run_look_up_name(struct run *run, const struct command *command)
{
    struct str url = {0};
    struct net_way way = net_way_of(&run->profile);
    str_addf(&url, "%s/api/machines/", profile_base(&run->profile, PRODUCT_MDE));
    percent_encode(&url, span_of(command->path), "");
    struct net_request request = {
        .method = "GET",
        .url = str_text(&url),
        .bearer = &run->profile.bearer,
        .practice = run->profile.kind == PROFILE_PRACTICE,
        .way = &way,
        .connect_ms = run->profile.connect_ms,
        .silence_s = run->profile.silence_s,
    };
    net_send(&run->net, RUN_NAME_ID, &request);
    str_release(&url);
}

void
run_tell_name(struct run *run, struct exchange *exchange)
{
    struct diagnosis_context context = {.now = clock_now().wall};
    struct diagnosis diagnosis = {0};
    struct json_tree tree = {0};
    struct str name = {0};
    exchange->operation = catalogue_find(run->explorer.catalogue, SPAN("getMachine"));
    diagnose(&diagnosis, exchange, &context);
    keeper_save(&run->keeper, exchange, &diagnosis);
    json_tree_read(&tree, str_span(&exchange->response.body));
    const struct json_node *node =
        exchange->response.status == 200 && tree.count
            ? json_node_member(&tree, &tree.nodes[0], "computerDnsName")
            : NULL;
    if (node && node->kind == JSON_KIND_STRING)
        json_node_decoded(&tree, node, &name);
    struct message message = {.kind = MESSAGE_NAME,
                              .text = str_span(&name),
                              .failed = !name.n,
                              .error = diagnosis.title ? diagnosis.title
                                                       : _("the answer names none")};
    run_tell(run, &message);
    str_release(&name);
    json_tree_release(&tree);
    diagnosis_release(&diagnosis);
}
