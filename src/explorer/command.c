#include "config.h"

#include "explorer/command.h"

#include "base/memory.h"

struct command *
commands_add(struct commands *commands, enum command_kind kind)
{
    ARRAY_GROW(commands->items, commands->count, commands->room);
    struct command *command = &commands->items[commands->count++];
    *command = (struct command){.kind = kind};
    return command;
}

static void
release(struct command *command)
{
    mem_free(command->method);
    mem_free(command->url);
    pairs_release(&command->headers);
    str_release(&command->text);
    mem_free(command->path);
    mem_free(command->label);
}

void
commands_clear(struct commands *commands)
{
    for (size_t i = 0; i < commands->count; i++)
        release(&commands->items[i]);
    commands->count = 0;
}

void
commands_release(struct commands *commands)
{
    commands_clear(commands);
    mem_free(commands->items);
    *commands = (struct commands){0};
}
