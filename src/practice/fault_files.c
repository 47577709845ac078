/* Faults of files that are fetched by a link. */
#include "config.h"

#include "practice/call.h"
#include "practice/downloads.h"

enum { MINUTE_MS = 60 * 1000 };

void
fault_file_cut(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    call->answer->delivery.half = true;
}

void
fault_file_slow(struct call *call, const struct fault_order *fault)
{
    call->answer->delivery.piece_ms = fault->argument;
}

/* Length and checksum are those of what should have come. */
void
fault_file_damaged(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    struct str *body = &call->answer->body;
    if (body->n)
        body->p[body->n / 2] ^= 1;
}

bool
fault_file_changed(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    call->file_exchanged = true;
    return false;
}

bool
fault_link_ended(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    download_refuse_ended(call, call->now->wall - MINUTE_MS);
    return true;
}
