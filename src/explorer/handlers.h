/* What does each action of action.def: one function an action, act_NAME. */
#ifndef EXPLORER_HANDLERS_H
#define EXPLORER_HANDLERS_H

#include "explorer/explorer.h"

#define ACTION(id, keys, label, help)                                                  \
    void act_##id(struct explorer *explorer, struct commands *commands);
#include "explorer/action.def"
#undef ACTION

#endif
