/* A request that takes the place of another, and the way back. */
#include "config.h"

#include "explorer/composer.h"

/* REQUEST goes in, the one that was there is kept. */
static void
swap(struct composer *composer, struct request *request, enum kept kept_is)
{
    struct request before = {0};
    request_copy(&before, composer_request(composer));
    composer_take(composer, request);
    request_release(&composer->kept);
    composer->kept = before;
    composer->kept_is = kept_is;
    composer->unsent = true;
}

void
composer_replace(struct composer *composer, struct request *request)
{
    swap(composer, request, KEPT_EARLIER);
}

/* The kept one comes back, if it is what is asked for. */
static bool
bring_back(struct composer *composer, enum kept wanted, enum kept kept_is)
{
    struct request back = composer->kept;
    if (composer->kept_is != wanted)
        return false;
    composer->kept = (struct request){0};
    swap(composer, &back, kept_is);
    return true;
}

bool
composer_undo(struct composer *composer)
{
    return editor_undo(&composer->body) ||
           bring_back(composer, KEPT_EARLIER, KEPT_LATER);
}

bool
composer_redo(struct composer *composer)
{
    return editor_redo(&composer->body) ||
           bring_back(composer, KEPT_LATER, KEPT_EARLIER);
}
