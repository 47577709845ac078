#include "config.h"

#include "io/practice.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/child.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/spawn.h"

#include <arpa/inet.h>
#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "defscope-practice"
#define BASE    "http://127.0.0.1:"

static const char *const bearer_names[PRACTICE_BEARERS] = {
    [PRACTICE_FULL] = "full",
    [PRACTICE_READ_ONLY] = "read-only",
    [PRACTICE_EXPIRED] = "expired"};

enum { ANSWER_MS = 1000, START_MS = 5000, END_MS = 2000, LOOK_MS = 10 };

/* --- the one that runs --- */

static bool
base_port(struct span base, uint64_t *port)
{
    return span_starts(base, BASE) &&
           span_number(span_from(base, strlen(BASE)), 65535, port) && *port;
}

static void
read_bearers(struct practice *practice, const cJSON *named)
{
    for (int i = 0; i < PRACTICE_BEARERS; i++) {
        const char *value = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(named, bearer_names[i]));
        if (value)
            secret_set(&practice->bearers[i], span_of(value));
    }
}

/* What the practice tenant says of itself, in its file or on its first line. */
static bool
understand(struct practice *practice, const cJSON *tree, pid_t *pid)
{
    const char *url =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, "url"));
    const char *bearer =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, "bearer"));
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(tree, "pid");
    uint64_t port;
    if (!url || !bearer || !base_port(span_of(url), &port))
        return false;
    practice->base = mem_strdup(url);
    secret_set(&practice->bearers[PRACTICE_FULL], span_of(bearer));
    read_bearers(practice, cJSON_GetObjectItemCaseSensitive(tree, "bearers"));
    *pid = cJSON_IsNumber(number) ? (pid_t)number->valueint : 0;
    return true;
}

static enum status
read_file(const char *path, struct practice *practice, pid_t *pid, struct err *err)
{
    enum { FILE_MAX = 65536 };
    struct str text = {0};
    enum status status = file_read_private(path, FILE_MAX, &text, err);
    if (status == STATUS_OK) {
        cJSON *tree =
            cJSON_ParseWithLengthOpts(str_text(&text), text.n + 1, NULL, true);
        if (!understand(practice, tree, pid))
            status =
                err_set(err, STATUS_INPUT,
                        _("\"%s\" does not say where the practice tenant runs"), path);
        cJSON_Delete(tree);
    }
    str_wipe(&text);
    return status;
}

static bool
ready(int fd, short events, clock_ms end)
{
    struct pollfd wait = {.fd = fd, .events = events};
    for (;;) {
        clock_ms left = end - clock_now().steady;
        int n = poll(&wait, 1, left > 0 ? (int)left : 0);
        if (n >= 0 || errno != EINTR)
            return n > 0;
    }
}

/* Whether HTTP is spoken there. Without libcurl: this may be before the first screen.
 */
static bool
answers(const struct practice *practice)
{
    static const char question[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                                   "Connection: close\r\n\r\n";
    clock_ms end = clock_now().steady + ANSWER_MS;
    uint64_t port = 0;
    char answer[5] = "";
    base_port(span_of(practice->base), &port);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return false;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    struct str request = {0};
    str_addf(&request, question, (unsigned)port);
    bool spoke = (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ||
                  errno == EINPROGRESS) &&
                 ready(fd, POLLOUT, end) &&
                 send(fd, request.p, request.n, MSG_NOSIGNAL) == (ssize_t)request.n &&
                 ready(fd, POLLIN, end) && recv(fd, answer, sizeof answer, 0) > 0 &&
                 memcmp(answer, "HTTP/", sizeof answer) == 0;
    str_release(&request);
    close(fd);
    return spoke;
}

enum status
practice_find(struct practice *practice, struct err *err)
{
    char *path = folder_path(FOLDER_RUNTIME, "practice.json");
    pid_t pid = 0;
    *practice = (struct practice){.lifeline = -1};
    enum status status = STATUS_FOUND;
    if (access(path, F_OK) != 0)
        err_set(err, STATUS_FOUND, _("no practice tenant is running"));
    else if (read_file(path, practice, &pid, err) != STATUS_OK)
        status = STATUS_FOUND;
    else if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH)
        err_set(err, STATUS_FOUND, _("the practice tenant that ran has ended"));
    else if (!answers(practice))
        err_set(err, STATUS_FOUND, _("the practice tenant at %s does not answer"),
                practice->base);
    else
        status = STATUS_OK;
    if (status != STATUS_OK)
        practice_release(practice);
    mem_free(path);
    return status;
}

/* --- one of our own --- */

char *
practice_program(void)
{
    char own[4096];
    struct str path = {0};
    ssize_t n = readlink("/proc/self/exe", own, sizeof own);
    struct span file = {own, n > 0 ? (size_t)n : 0};
    while (file.n && file.p[file.n - 1] != '/')
        file.n--;
    str_addf(&path, "%.*s" PROGRAM, SPAN_ARG(file));
    if (!file.n || access(str_text(&path), X_OK) != 0) {
        str_clear(&path);
        str_add_text(&path, child_found(PROGRAM) ? PROGRAM : BINDIR "/" PROGRAM);
    }
    return str_take(&path);
}

/* Its first line, or what came of it until the time is up. */
static void
read_greeting(int fd, struct str *text)
{
    enum { GREETING_MAX = 65536 };
    clock_ms end = clock_now().steady + START_MS;
    char piece[4096];
    while (text->n < GREETING_MAX && !span_ends(str_span(text), "\n") &&
           ready(fd, POLLIN, end)) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n <= 0)
            return;
        str_add(text, (struct span){piece, (size_t)n});
    }
}

static bool
understand_greeting(struct practice *practice, const struct str *greeting)
{
    pid_t pid;
    cJSON *tree =
        cJSON_ParseWithLengthOpts(str_text(greeting), greeting->n + 1, NULL, true);
    bool understood = understand(practice, tree, &pid);
    cJSON_Delete(tree);
    return understood;
}

enum status
practice_start(struct practice *practice, bool shared, struct err *err)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    *practice = (struct practice){.lifeline = -1};
    if (!spawn_pipe(in) || !spawn_pipe(out)) {
        if (in[0] >= 0) {
            close(in[0]);
            close(in[1]);
        }
        return err_set(err, STATUS_IO, _("could not make a pipe: %s"), strerror(errno));
    }
    char *program = practice_program();
    const char *argv[] = {program, "--with-parent", "--json",
                          shared ? NULL : "--no-runtime-file", NULL};
    const struct spawn_plan plan = {
        .argv = argv, .fds = {in[0], out[1], SPAWN_OURS}, .session = true};
    int code = spawn_start(&plan, &practice->pid);
    close(in[0]);
    close(out[1]);
    practice->lifeline = in[1];
    struct str greeting = {0};
    enum status status = STATUS_OK;
    if (code != 0) {
        practice->pid = 0;
        status = err_set(err, STATUS_IO,
                         _("the practice tenant \"%s\" can't be started: %s"), program,
                         strerror(code));
    } else {
        read_greeting(out[0], &greeting);
        if (!understand_greeting(practice, &greeting))
            status = err_set(err, STATUS_IO,
                             _("the practice tenant \"%s\" did not come up; try it by "
                               "itself: defscope practice"),
                             program);
    }
    close(out[0]);
    str_wipe(&greeting);
    mem_free(program);
    if (status != STATUS_OK)
        practice_release(practice);
    return status;
}

enum status
practice_ensure(struct practice *practice, bool shared, bool *started, struct err *err)
{
    *started = false;
    if (practice_find(practice, NULL) == STATUS_OK)
        return STATUS_OK;
    enum status status = practice_start(practice, shared, err);
    *started = status == STATUS_OK;
    return status;
}

void
practice_profile(const struct practice *practice, struct profile *profile)
{
    profile_init_practice(profile, span_of(practice->base),
                          secret_reveal(&practice->bearers[PRACTICE_FULL]));
}

const struct secret *
practice_bearer(const struct practice *practice, const char *name)
{
    for (int i = 0; i < PRACTICE_BEARERS; i++)
        if (strcmp(name, bearer_names[i]) == 0 && secret_held(&practice->bearers[i]))
            return &practice->bearers[i];
    return NULL;
}

void
practice_release(struct practice *practice)
{
    if (practice->lifeline > 0)
        close(practice->lifeline); /* it ends by that */
    clock_ms end = clock_now().steady + END_MS;
    while (practice->pid > 0 && waitpid(practice->pid, NULL, WNOHANG) == 0) {
        poll(NULL, 0, LOOK_MS);
        if (clock_now().steady > end) {
            kill(practice->pid, SIGKILL);
            end += END_MS;
        }
    }
    mem_free(practice->base);
    for (int i = 0; i < PRACTICE_BEARERS; i++)
        secret_release(&practice->bearers[i]);
    *practice = (struct practice){.lifeline = -1};
}
