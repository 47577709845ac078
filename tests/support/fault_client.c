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

static void
start(struct fault_client *client, const char *name, const char *const more[2])
{
    int in[2], out[2];
    char path[4096];
    const char *folder = getenv("builddir");
    snprintf(path, sizeof path, "%s/tests/support/%s", folder ? folder : ".", name);
    if (pipe(in) != 0 || pipe(out) != 0)
        give_up("pipe");
    fcntl(in[1], F_SETFD, FD_CLOEXEC);
    fcntl(out[0], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    char words[2][256];
    char *argv[4] = {path};
    for (int i = 0; i < 2 && more && more[i]; i++) {
        snprintf(words[i], sizeof words[i], "%s", more[i]);
        argv[i + 1] = words[i];
    }
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
            give_up("the server said nothing");
        *ports[i] = (unsigned)strtoul(line, NULL, 10);
    }
    fclose(lines);
}

void
fault_client_start(struct fault_client *client)
{
    start(client, "fault_server", NULL);
}

void
fault_client_start_tls(struct fault_client *client, const char *folder,
                       const char *kind)
{
    start(client, "tls_server", (const char *const[2]){folder, kind});
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
