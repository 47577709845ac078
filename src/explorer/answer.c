#include "config.h"

#include "explorer/answer.h"

#include "base/memory.h"

static void
clear(struct answer *answer)
{
    if (answer->present) {
        exchange_release(&answer->exchange);
        diagnosis_release(&answer->diagnosis);
        request_release(&answer->sent);
    }
    answer->exchange = (struct exchange){0};
    answer->diagnosis = (struct diagnosis){0};
    answer->sent = (struct request){0};
    answer->present = answer->arriving = false;
    answer->top = 0;
}

void
answer_release(struct answer *answer)
{
    clear(answer);
    viewer_release(&answer->viewer);
    page_release(&answer->verdict);
    page_release(&answer->laid);
}

void
answer_arrive(struct answer *answer, const struct response *response,
              uint64_t announced)
{
    if (!answer->arriving) {
        viewer_set_text(&answer->viewer, (struct span){0}, false);
        clear(answer);
        answer->tab = ANSWER_BODY;
    }
    answer->arriving = true;
    answer->status = response->status;
    answer->received = response->body.n;
    answer->announced = announced;
    viewer_append(&answer->viewer, str_span(&response->body), false);
}

void
answer_take(struct answer *answer, struct exchange *exchange, struct request *sent,
            const struct diagnosis_context *context)
{
    bool arriving = answer->arriving;
    if (!arriving)
        viewer_set_text(&answer->viewer, (struct span){0}, false);
    clear(answer);
    answer->present = true;
    answer->exchange = *exchange;
    *exchange = (struct exchange){0};
    answer->sent = *sent;
    *sent = (struct request){0};
    struct diagnosis_context full = *context;
    full.operation = answer->exchange.operation;
    full.request = &answer->sent;
    diagnose(&answer->diagnosis, &answer->exchange, &full);
    bool shown = answer->exchange.answered && answer->exchange.response.body.n;
    answer->tab = shown ? ANSWER_BODY : ANSWER_EXPLAIN;
    viewer_append(&answer->viewer, str_span(&answer->exchange.response.body),
                  answer->exchange.response.completeness == RESPONSE_WHOLE);
}

void
answer_turn(struct answer *answer, int tabs)
{
    answer->tab =
        (enum answer_tab)(((int)answer->tab + tabs + ANSWER_TABS) % ANSWER_TABS);
    answer->top = 0;
}

const char *
answer_tracking_id(const struct answer *answer)
{
    return answer->present ? answer->diagnosis.target : NULL;
}

bool
answer_failed(const struct answer *answer)
{
    return answer->present && answer->diagnosis.class != CLASS_NONE;
}
