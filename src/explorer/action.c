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
action_of_key(struct span key)
{
    for (int i = 0; i < ACTION_COUNT; i++) {
        struct span keys = span_of(infos[i].keys), one;
        while (span_next(&keys, ' ', &one))
            if (span_equal(one, key))
                return (enum action)i;
    }
    return ACTION_NONE;
}

struct span
action_key(enum action action)
{
    struct span keys = span_of(infos[action].keys), one = {0};
    span_next(&keys, ' ', &one);
    return one;
}

enum action
action_named(struct span name)
{
    for (int i = 0; i < ACTION_COUNT; i++)
        if (span_is(name, infos[i].name))
            return (enum action)i;
    return ACTION_NONE;
}
