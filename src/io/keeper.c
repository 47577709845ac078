#include "config.h"

#include "io/keeper.h"

#include "base/text.h"

void
keeper_release(struct keeper *keeper)
{
    history_close(keeper->history);
    *keeper = (struct keeper){0};
}

static void
trouble(struct keeper *keeper, const char *text)
{
    if (!keeper->told)
        keeper->tell(keeper->owner, text);
    keeper->told = true;
}

struct history *
keeper_history(struct keeper *keeper)
{
    struct err err = {0};
    if (!keeper->history && !keeper->told &&
        history_open(&keeper->history, HISTORY_WRITE, &err) != STATUS_OK) {
        err_context(&err, _("what is sent is not kept"));
        trouble(keeper, err.text);
    }
    const char *notice = history_notice(keeper->history);
    if (notice)
        keeper->tell(keeper->owner, notice);
    return keeper->history;
}

void
keeper_prepare(struct keeper *keeper)
{
    if (!keeper->off)
        keeper_history(keeper);
}

static void
finish(struct keeper *keeper, enum status status, const struct err *err)
{
    const char *notice = history_notice(keeper->history);
    if (notice)
        keeper->tell(keeper->owner, notice);
    if (status != STATUS_OK)
        trouble(keeper, err->text);
}

void
keeper_intend(struct keeper *keeper, const struct exchange *exchange,
              const struct operation *operation, const struct profile *profile)
{
    struct exchange intent = *exchange; /* borrows all of it */
    struct err err = {0};
    if (keeper->off ||
        effect_of(operation, span_of(exchange->request.method)) == EFFECT_READ ||
        !keeper_history(keeper))
        return;
    intent.operation = operation;
    intent.profile = profile->name;
    intent.tenant = profile->tenant;
    intent.application = profile->application;
    finish(keeper, history_intend(keeper->history, &intent, keeper->redactor, &err),
           &err);
}

void
keeper_save(struct keeper *keeper, const struct exchange *exchange,
            const struct diagnosis *diagnosis)
{
    struct err err = {0};
    if (!keeper->off && keeper_history(keeper))
        finish(
            keeper,
            history_save(keeper->history, exchange, diagnosis, keeper->redactor, &err),
            &err);
}
