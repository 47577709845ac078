/* The program's options, and its first lines. */
#include "config.h"

#include "api/fault_kind.h"
#include "base/memory.h"
#include "base/text.h"
#include "practice/runtime_file.h"
#include "practice/server.h"
#include "practice/signer.h"
#include "practice/tenant.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

enum { FAULTS_MAX = 32 };

struct arguments {
    unsigned port, machines, quota_calls, quota_seconds;
    uint64_t seed;
    struct span faults[FAULTS_MAX];
    size_t fault_count;
    bool with_parent, no_runtime_file, tokens, help, version;
};

enum {
    OPTION_PORT = 256,
    OPTION_SEED,
    OPTION_MACHINES,
    OPTION_QUOTA,
    OPTION_FAULT,
    OPTION_WITH_PARENT,
    OPTION_NO_RUNTIME_FILE,
    OPTION_TOKENS,
};

static const struct option options[] = {
    {"port", required_argument, NULL, OPTION_PORT},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"machines", required_argument, NULL, OPTION_MACHINES},
    {"quota", required_argument, NULL, OPTION_QUOTA},
    {"fault", required_argument, NULL, OPTION_FAULT},
    {"with-parent", no_argument, NULL, OPTION_WITH_PARENT},
    {"no-runtime-file", no_argument, NULL, OPTION_NO_RUNTIME_FILE},
    {"tokens", no_argument, NULL, OPTION_TOKENS},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

static void
print_help(void)
{
    fputs(
        _("Usage: defscope-practice [OPTION]...\n"
          "\n"
          "A practice tenant on 127.0.0.1: it answers like the service, with made-up "
          "data.\n"
          "\n"
          "      --port N              listen on this port; any free one without it\n"
          "      --seed N              other data; the same seed gives the same data\n"
          "      --machines N          so many devices, and what belongs to them; 500 "
          "without it\n"
          "      --quota N/SECONDS     every operation may be called N times in so "
          "many seconds\n"
          "      --fault KIND[=NUMBER] the next call meets a fault; with *N the next N "
          "calls,\n"
          "                            with :SHARE% that share of all calls\n"
          "      --tokens              print all bearers: full, read-only, expired\n"
          "      --with-parent         end when standard input closes\n"
          "      --no-runtime-file     do not tell other programs where it runs\n"
          "  -h, --help                this text\n"
          "  -V, --version             the version\n"
          "\n"),
        stdout);
    struct str kinds = {0};
    fault_kinds_write(&kinds);
    fputs(str_text(&kinds), stdout);
    str_release(&kinds);
}

static enum status
read_number(const char *name, struct span text, uint64_t most, uint64_t *value,
            struct err *err)
{
    if (span_number(text, most, value))
        return STATUS_OK;
    return err_set(err, STATUS_USAGE, _("%s must be a number up to %llu, not '%.*s'"),
                   name, (unsigned long long)most, SPAN_ARG(text));
}

static enum status
read_quota(struct arguments *arguments, struct span text, struct err *err)
{
    struct span calls = {0}, rest = text;
    uint64_t count = 0, seconds = 0;
    span_next(&rest, '/', &calls);
    if (!rest.p || !span_number(calls, 100000, &count) || !count ||
        !span_number(rest, 86400, &seconds) || !seconds)
        return err_set(err, STATUS_USAGE,
                       _("--quota is N/SECONDS, such as 3/10, not '%.*s'"),
                       SPAN_ARG(text));
    arguments->quota_calls = (unsigned)count;
    arguments->quota_seconds = (unsigned)seconds;
    return STATUS_OK;
}

static enum status
read_option(struct arguments *arguments, int option, struct err *err)
{
    uint64_t number;
    enum status status = STATUS_OK;
    switch (option) {
    case OPTION_PORT:
        status = read_number("--port", span_of(optarg), 65535, &number, err);
        if (status == STATUS_OK)
            arguments->port = (unsigned)number;
        return status;
    case OPTION_SEED:
        return read_number("--seed", span_of(optarg), UINT64_MAX, &arguments->seed,
                           err);
    case OPTION_MACHINES:
        if (!span_number(span_of(optarg), TENANT_MACHINES_MAX, &number) || !number)
            return err_set(err, STATUS_USAGE,
                           _("--machines is a number from 1 to %d, not '%s'"),
                           TENANT_MACHINES_MAX, optarg);
        arguments->machines = (unsigned)number;
        return STATUS_OK;
    case OPTION_QUOTA:
        return read_quota(arguments, span_of(optarg), err);
    case OPTION_FAULT:
        if (arguments->fault_count == FAULTS_MAX)
            return err_set(err, STATUS_USAGE, _("more than %d faults"), FAULTS_MAX);
        arguments->faults[arguments->fault_count++] = span_of(optarg);
        return STATUS_OK;
    case OPTION_WITH_PARENT:
        arguments->with_parent = true;
        return STATUS_OK;
    case OPTION_NO_RUNTIME_FILE:
        arguments->no_runtime_file = true;
        return STATUS_OK;
    case OPTION_TOKENS:
        arguments->tokens = true;
        return STATUS_OK;
    case 'h':
        arguments->help = true;
        return STATUS_OK;
    case 'V':
        arguments->version = true;
        return STATUS_OK;
    default: /* getopt has said what is wrong */
        return err_set(err, STATUS_USAGE, _("see 'defscope-practice --help'"));
    }
}

static enum status
read_arguments(struct arguments *arguments, int argc, char **argv, struct err *err)
{
    *arguments = (struct arguments){.seed = 1};
    int option;
    while ((option = getopt_long(argc, argv, "hV", options, NULL)) != -1) {
        enum status status = read_option(arguments, option, err);
        if (status != STATUS_OK)
            return status;
    }
    if (optind < argc)
        return err_set(err, STATUS_USAGE, _("takes options only, not '%s'"),
                       argv[optind]);
    return STATUS_OK;
}

/* Random bytes from the system: a bearer that others on this machine can't guess. */
static enum status
read_random(void *bytes, size_t n, struct err *err)
{
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, bytes, n);
    if (fd >= 0)
        close(fd);
    return got == (ssize_t)n
               ? STATUS_OK
               : err_set(err, STATUS_IO, _("no random numbers from /dev/urandom"));
}

static void
make_bearers(struct practice *practice, char *bearers[BEARER_COUNT])
{
    for (enum bearer i = BEARER_FULL; i < BEARER_COUNT; i++) {
        struct str token = {0};
        practice_add_bearer(practice, i, &token);
        bearers[i] = str_take(&token);
    }
}

static void
on_signal(int signal)
{
    (void)signal; /* pselect ends with EINTR: that is all */
}

/* Signals that end the program are let in only while it waits. */
static void
hold_signals(sigset_t *open)
{
    static const int ending[] = {SIGTERM, SIGINT, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t held;
    sigemptyset(&held);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(ending); i++) {
        sigaddset(&held, ending[i]);
        sigaction(ending[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_BLOCK, &held, open);
    for (size_t i = 0; i < COUNT_OF(ending); i++)
        sigdelset(open, ending[i]);
}

/* Until a signal says so, or until standard input ends where that counts. */
static void
wait_for_end(bool with_parent, const sigset_t *open)
{
    for (;;) {
        fd_set reading;
        FD_ZERO(&reading);
        if (with_parent)
            FD_SET(STDIN_FILENO, &reading);
        int ready = pselect(with_parent ? STDIN_FILENO + 1 : 0, &reading, NULL, NULL,
                            NULL, open);
        if (ready < 0)
            return;
        char ignored[512];
        if (ready > 0 && read(STDIN_FILENO, ignored, sizeof ignored) <= 0)
            return;
    }
}

static void
print_start(const struct arguments *arguments, const char *url,
            char *const bearers[BEARER_COUNT])
{
    printf("defscope practice: listening on %s\n", url);
    printf("curl -s -H 'Authorization: Bearer %s' '%s/api/machines?$top=3'\n",
           bearers[BEARER_FULL], url);
    for (unsigned i = 0; arguments->tokens && i < BEARER_COUNT; i++)
        printf("%s: %s\n", bearer_name((enum bearer)i), bearers[i]);
    fflush(stdout);
}

static enum status
serve(const struct arguments *arguments, struct practice *practice, int listener,
      const char *url, char *const bearers[BEARER_COUNT], struct err *err)
{
    sigset_t open;
    hold_signals(&open);
    struct server *server = server_start(listener, practice, err);
    if (!server)
        return STATUS_IO;
    struct str path = {0};
    enum status status = arguments->no_runtime_file
                             ? STATUS_OK
                             : runtime_file_write(&path, span_of(url), bearers, err);
    if (status == STATUS_FOUND) { /* no reason not to run */
        fprintf(stderr, "defscope practice: %s\n", err->text);
        status = STATUS_OK;
    }
    if (status == STATUS_OK) {
        print_start(arguments, url, bearers);
        wait_for_end(arguments->with_parent, &open);
        if (!arguments->no_runtime_file)
            runtime_file_remove(str_text(&path));
    }
    server_stop(server);
    str_release(&path);
    return status;
}

static enum status
start(const struct arguments *arguments, struct practice_setup *setup, struct err *err)
{
    char *bearers[BEARER_COUNT], url[64];
    int listener;
    enum status status = read_random(&setup->chance, sizeof setup->chance, err);
    if (status == STATUS_OK)
        status = server_listen(&setup->port, &listener, err);
    if (status != STATUS_OK)
        return status;
    struct practice *practice = practice_new(setup);
    for (size_t i = 0; i < arguments->fault_count && status == STATUS_OK; i++)
        status = practice_fault(practice, arguments->faults[i], err);
    snprintf(url, sizeof url, "http://127.0.0.1:%u", setup->port);
    make_bearers(practice, bearers);
    if (status == STATUS_OK)
        status = serve(arguments, practice, listener, url, bearers, err);
    for (enum bearer i = BEARER_FULL; i < BEARER_COUNT; i++)
        mem_free(bearers[i]);
    practice_free(practice);
    return status;
}

static enum status
run(const struct arguments *arguments, struct err *err)
{
    struct signer *signer = signer_new(err);
    struct practice_setup setup = {
        .catalogue = catalogue_builtin(),
        .signer = signer,
        .seed = arguments->seed,
        .machines = arguments->machines,
        .start = server_now(),
        .port = arguments->port,
        .quota_calls = arguments->quota_calls,
        .quota_seconds = arguments->quota_seconds,
    };
    enum status status = signer ? start(arguments, &setup, err) : STATUS_IO;
    signer_free(signer);
    return status;
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    bindtextdomain(PACKAGE, LOCALEDIR);
    textdomain(PACKAGE);
    cJSON_InitHooks(&(cJSON_Hooks){mem_alloc, mem_free});
    struct arguments arguments;
    struct err err = {0};
    enum status status = read_arguments(&arguments, argc, argv, &err);
    if (status == STATUS_OK && arguments.help)
        print_help();
    else if (status == STATUS_OK && arguments.version)
        printf("defscope-practice %s\n", VERSION);
    else if (status == STATUS_OK)
        status = run(&arguments, &err);
    if (status == STATUS_OK)
        return EXIT_SUCCESS;
    fprintf(stderr, "defscope practice: %s\n", err.text);
    return 2;
}
