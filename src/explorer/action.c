#include "config.h"

#include "explorer/action.h"

#include "base/text.h"

static const struct action_info infos[] = {
#define ACTION(id, keys, label, help) {#id, keys, label, help},
#include "explorer/action.def"
#undef ACTION
};

const struct action_info *
action_info(enum action action)
{
    return &infos[action];
}

enum action
action_named(struct span name)
{
    for (int i = 0; i < ACTION_COUNT; i++)
        if (span_is(name, infos[i].name))
            return (enum action)i;
    return ACTION_NONE;
}
