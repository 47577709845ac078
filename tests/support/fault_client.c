#include "config.h"

#include "fault_client.h"

#include "base/str.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void
give_up(const char *why)
{
    perror(why);
    abort();
}

void
fault_client_start(struct fault_client *client)
{
    int in[2], out[2];
    char path[4096];
    const char *folder = getenv("builddir");
    snprintf(path, sizeof path, "%s/tests/support/fault_server", folder ? folder : ".");
    if (pipe(in) != 0 || pipe(out) != 0)
        give_up("pipe");
    fcntl(in[1], F_SETFD, FD_CLOEXEC);
    fcntl(out[0], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    char *argv[] = {path, NULL};
    if (posix_spawn(&client->pid, path, &actions, NULL, argv, environ) != 0)
        give_up(path);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    client->lifeline = in[1];
    FILE *lines = fdopen(out[0], "r");
    char line[64];
    unsigned *const ports[] = {&client->port, &client->deaf_port};
    for (int i = 0; i < 2; i++) {
        if (!lines || !fgets(line, sizeof line, lines))
            give_up("fault_server said nothing");
        *ports[i] = (unsigned)strtoul(line, NULL, 10);
    }
    fclose(lines);
}

void
fault_client_stop(struct fault_client *client)
{
    close(client->lifeline);
    waitpid(client->pid, NULL, 0);
}

char *
fault_client_address(const struct fault_client *client, const char *path)
{
    struct str url = {0};
    str_addf(&url, "http://127.0.0.1:%u/%s", client->port, path);
    return str_take(&url);
}
