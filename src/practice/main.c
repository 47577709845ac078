/* The program's options, and its first lines. */
#include "config.h"

#include "api/fault_kind.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/locale.h"
#include "practice/applications.h"
#include "practice/certificates.h"
#include "practice/object.h"
#include "practice/runtime_file.h"
#include "practice/server.h"
#include "practice/signer.h"
#include "practice/state_file.h"
#include "practice/tenant.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

enum { FAULTS_MAX = 32, CERTIFICATES_MAX = 16, CERTIFICATE_BYTES = 1024 * 1024 };

struct arguments {
    unsigned port, machines, action_seconds, quota_calls, quota_seconds;
    uint64_t seed;
    struct span faults[FAULTS_MAX];
    size_t fault_count;
    bool seed_given;
    const char *state, *record;                 /* files, or NULL */
    const char *certificates[CERTIFICATES_MAX]; /* files */
    size_t certificate_count;
    unsigned tokens, token_lifetime_s;
    bool with_parent, no_runtime_file, json, help, version;
};

enum {
    OPTION_PORT = 256,
    OPTION_SEED,
    OPTION_MACHINES,
    OPTION_ACTION_SECONDS,
    OPTION_STATE,
    OPTION_RECORD,
    OPTION_QUOTA,
    OPTION_FAULT,
    OPTION_WITH_PARENT,
    OPTION_NO_RUNTIME_FILE,
    OPTION_TOKENS,
    OPTION_TOKEN_LIFETIME,
    OPTION_CERTIFICATE,
    OPTION_JSON,
};

static const struct option options[] = {
    {"port", required_argument, NULL, OPTION_PORT},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"machines", required_argument, NULL, OPTION_MACHINES},
    {"action-seconds", required_argument, NULL, OPTION_ACTION_SECONDS},
    {"state", required_argument, NULL, OPTION_STATE},
    {"record", required_argument, NULL, OPTION_RECORD},
    {"quota", required_argument, NULL, OPTION_QUOTA},
    {"fault", required_argument, NULL, OPTION_FAULT},
    {"with-parent", no_argument, NULL, OPTION_WITH_PARENT},
    {"no-runtime-file", no_argument, NULL, OPTION_NO_RUNTIME_FILE},
    {"tokens", required_argument, NULL, OPTION_TOKENS},
    {"token-lifetime", required_argument, NULL, OPTION_TOKEN_LIFETIME},
    {"certificate", required_argument, NULL, OPTION_CERTIFICATE},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

static void
print_help(void)
{
    fputs(
        /* xgettext:no-c-format */
        _("Usage: defscope-practice [OPTION]...\n"
          "\n"
          "A practice tenant on 127.0.0.1: it answers like the service, with made-up "
          "data.\n"
          "\n"
          "      --port N              listen on this port; any free one without it\n"
          "      --seed N              other data; the same seed gives the same data\n"
          "      --machines N          so many devices, and what belongs to them; 500 "
          "without it\n"
          "      --action-seconds N    how long an action on a device takes; 10 "
          "without it\n"
          "      --state FILE          keep what is changed in this file, and go on "
          "with "
          "it\n"
          "      --record FILE         add each request and answer to this file, one a "
          "line\n"
          "      --quota N/SECONDS     every operation may be called N times in so "
          "many seconds\n"
          "      --fault KIND[=NUMBER] the next call meets a fault; with *N the next N "
          "calls,\n"
          "                            with :SHARE% that share of all calls\n"
          "      --tokens N            print N bearers, each with a tenant of its own\n"
          "      --token-lifetime SECONDS\n"
          "                            how long tokens last: an hour without it, the "
          "printed ones 30 days\n"
          "      --certificate FILE    a public certificate (PEM) that the application "
          "\"certificate\"\n"
          "                            signs in with\n"
          "      --json                print address, bearers and applications as one "
          "line of JSON\n"
          "      --with-parent         end when standard input closes\n"
          "      --no-runtime-file     do not tell other programs where it runs\n"
          "  -h, --help                this text\n"
          "  -V, --version             the version\n"
          "\n"),
        stdout);
    struct str more = {0};
    applications_write(&more);
    str_add_byte(&more, '\n');
    fault_kinds_write(&more);
    fputs(str_text(&more), stdout);
    str_release(&more);
}

static enum status
read_number(const char *name, uint64_t least, uint64_t most, uint64_t *value,
            struct err *err)
{
    if (span_number(span_of(optarg), most, value) && *value >= least)
        return STATUS_OK;
    return err_set(err, STATUS_USAGE, _("%s is a number from %llu to %llu, not \"%s\""),
                   name, (unsigned long long)least, (unsigned long long)most, optarg);
}

static enum status
read_unsigned(const char *name, unsigned least, unsigned most, unsigned *value,
              struct err *err)
{
    uint64_t number = 0;
    enum status status = read_number(name, least, most, &number, err);
    if (status == STATUS_OK)
        *value = (unsigned)number;
    return status;
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
                       _("--quota is N/SECONDS, such as 3/10, not \"%.*s\""),
                       SPAN_ARG(text));
    arguments->quota_calls = (unsigned)count;
    arguments->quota_seconds = (unsigned)seconds;
    return STATUS_OK;
}

/* Refused here, before anything has started. */
static enum status
read_fault(struct arguments *arguments, struct err *err)
{
    struct fault_order order;
    enum status status = fault_order_read(&order, span_of(optarg), err);
    if (status == STATUS_OK && arguments->fault_count == FAULTS_MAX)
        status = err_set(err, STATUS_USAGE, _("more than %d faults"), FAULTS_MAX);
    if (status == STATUS_OK)
        arguments->faults[arguments->fault_count++] = span_of(optarg);
    return status;
}

static enum status
read_value(struct arguments *arguments, int option, struct err *err)
{
    enum { DAY_S = 24 * 3600, YEAR_S = 366 * DAY_S };
    switch (option) {
    case OPTION_PORT:
        return read_unsigned("--port", 0, 65535, &arguments->port, err);
    case OPTION_STATE:
        arguments->state = optarg;
        return STATUS_OK;
    case OPTION_RECORD:
        arguments->record = optarg;
        return STATUS_OK;
    case OPTION_SEED:
        arguments->seed_given = true;
        return read_number("--seed", 0, UINT64_MAX, &arguments->seed, err);
    case OPTION_MACHINES:
        return read_unsigned("--machines", 1, TENANT_MACHINES_MAX, &arguments->machines,
                             err);
    case OPTION_ACTION_SECONDS:
        return read_unsigned("--action-seconds", 1, DAY_S, &arguments->action_seconds,
                             err);
    case OPTION_QUOTA:
        return read_quota(arguments, span_of(optarg), err);
    case OPTION_FAULT:
        return read_fault(arguments, err);
    case OPTION_TOKENS:
        return read_unsigned("--tokens", 1, TENANTS_MAX, &arguments->tokens, err);
    case OPTION_TOKEN_LIFETIME:
        return read_unsigned("--token-lifetime", 1, YEAR_S,
                             &arguments->token_lifetime_s, err);
    case OPTION_CERTIFICATE:
        if (arguments->certificate_count == CERTIFICATES_MAX)
            return err_set(err, STATUS_USAGE, _("more than %d certificates"),
                           CERTIFICATES_MAX);
        arguments->certificates[arguments->certificate_count++] = optarg;
        return STATUS_OK;
    default:
        return err_set(err, STATUS_USAGE, _("see defscope-practice --help"));
    }
}

static enum status
read_option(struct arguments *arguments, int option, char *const *argv, struct err *err)
{
    switch (option) {
    case OPTION_WITH_PARENT:
        arguments->with_parent = true;
        return STATUS_OK;
    case OPTION_NO_RUNTIME_FILE:
        arguments->no_runtime_file = true;
        return STATUS_OK;
    case OPTION_JSON:
        arguments->json = true;
        return STATUS_OK;
    case 'h':
        arguments->help = true;
        return STATUS_OK;
    case 'V':
        arguments->version = true;
        return STATUS_OK;
    case ':':
        return err_set(err, STATUS_USAGE, _("\"%s\" wants a value"), argv[optind - 1]);
    case '?':
        return err_set(err, STATUS_USAGE,
                       _("\"%s\" is no option that it takes; see "
                         "defscope-practice --help"),
                       argv[optind - 1]);
    default:
        return read_value(arguments, option, err);
    }
}

static enum status
read_arguments(struct arguments *arguments, int argc, char **argv, struct err *err)
{
    *arguments = (struct arguments){.seed = 1};
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":hV", options, NULL)) != -1) {
        enum status status = read_option(arguments, option, argv, err);
        if (status != STATUS_OK)
            return status;
    }
    if (optind < argc)
        return err_set(err, STATUS_USAGE, _("takes options only, not \"%s\""),
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

static enum status
read_certificate(struct certificates *certificates, const char *path, struct err *err)
{
    struct str text = {0};
    char piece[4096];
    size_t n;
    FILE *file = fopen(path, "re");
    if (!file)
        return err_set(err, STATUS_IO, _("the certificate \"%s\": %s"), path,
                       strerror(errno));
    while (text.n < CERTIFICATE_BYTES && (n = fread(piece, 1, sizeof piece, file)) > 0)
        str_add(&text, (struct span){piece, n});
    fclose(file);
    enum status status = certificates_add(certificates, str_span(&text), path, err);
    str_release(&text);
    return status;
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
    signal(SIGXFSZ, SIG_IGN);
    sigprocmask(SIG_BLOCK, &held, open);
    for (size_t i = 0; i < COUNT_OF(ending); i++)
        sigdelset(open, ending[i]);
}

/* Keeps what has changed; trouble is said once. */
static void
keep_state(struct server *server, struct state_file *file, uint64_t *changes)
{
    struct str text = {0};
    struct err err = {0};
    if (!file->path)
        return;
    server_state(server, changes, &text);
    if (text.n && state_file_write(file, str_span(&text), &err) != STATUS_OK) {
        if (*err.text)
            fprintf(stderr, "defscope practice: %s\n", err.text);
        *changes = 0; /* try again */
    }
    str_release(&text);
}

/* With what the last calls did, once there are no more. */
static void
keep_last_state(const struct practice *practice, struct state_file *file)
{
    struct str text = {0};
    struct err err = {0};
    if (!file->path || !practice_changes(practice))
        return;
    practice_state(practice, &text);
    if (state_file_write(file, str_span(&text), &err) != STATUS_OK && *err.text)
        fprintf(stderr, "defscope practice: %s\n", err.text);
    str_release(&text);
}

/* Until a signal says so, or until standard input ends where that counts. Meanwhile
 * what has changed is kept every second. */
static void
wait_for_end(bool with_parent, const sigset_t *open, struct server *server,
             struct state_file *file)
{
    uint64_t changes = 0;
    for (;;) {
        fd_set reading;
        struct timespec second = {.tv_sec = 1};
        FD_ZERO(&reading);
        if (with_parent)
            FD_SET(STDIN_FILENO, &reading);
        int ready = pselect(with_parent ? STDIN_FILENO + 1 : 0, &reading, NULL, NULL,
                            file->path ? &second : NULL, open);
        char ignored[512];
        keep_state(server, file, &changes);
        if (ready < 0 ||
            (ready > 0 && read(STDIN_FILENO, ignored, sizeof ignored) <= 0))
            return;
    }
}

/* TREE: practice_describe. */
static void
print_start(const struct arguments *arguments, const cJSON *tree)
{
    const char *url = object_text(tree, "url");
    const cJSON *tenant;
    unsigned number = 0;
    if (arguments->json) {
        char *line = cJSON_PrintUnformatted(tree);
        puts(line);
        cJSON_free(line);
        fflush(stdout);
        return;
    }
    printf("defscope practice: listening on %s\n", url);
    printf("curl -s -H 'Authorization: Bearer %s' '%s/api/machines?$top=3'\n",
           object_text(tree, "bearer"), url);
    if (arguments->tokens)
        cJSON_ArrayForEach(tenant, object_get(tree, "tenants"))
            printf("bearer %u: %s\n", ++number, object_text(tenant, "bearer"));
    fflush(stdout);
}

/* Other programs are told of the first tenant. */
static enum status
write_runtime_file(struct str *path, const cJSON *tree, struct err *err)
{
    cJSON *contents = cJSON_Duplicate(tree, true);
    cJSON *tenants = object_get(contents, "tenants");
    while (cJSON_GetArraySize(tenants) > 1)
        cJSON_DeleteItemFromArray(tenants, 1);
    enum status status = runtime_file_write(path, contents, err);
    cJSON_Delete(contents);
    return status;
}

static enum status
serve(const struct arguments *arguments, struct practice *practice, int listener,
      struct state_file *file, struct err *err)
{
    sigset_t open;
    hold_signals(&open);
    struct record *record = NULL;
    if (arguments->record) {
        record = record_open(arguments->record, catalogue_builtin(), err);
        if (!record) {
            close(listener);
            return STATUS_IO;
        }
    }
    struct server *server = server_start(listener, practice, record, err);
    if (!server) {
        record_close(record);
        return STATUS_IO;
    }
    struct str path = {0};
    cJSON *tree = practice_describe(practice);
    object_set(tree, "pid", cJSON_CreateNumber(getpid()));
    enum status status =
        arguments->no_runtime_file ? STATUS_OK : write_runtime_file(&path, tree, err);
    if (status == STATUS_FOUND) { /* no reason not to run */
        fprintf(stderr, "defscope practice: %s\n", err->text);
        status = STATUS_OK;
    }
    if (status == STATUS_OK) {
        print_start(arguments, tree);
        wait_for_end(arguments->with_parent, &open, server, file);
        if (!arguments->no_runtime_file)
            runtime_file_remove(str_text(&path));
    }
    server_stop(server);
    keep_last_state(practice, file);
    record_close(record);
    cJSON_Delete(tree);
    str_release(&path);
    return status;
}

/* A damaged one is moved out of the way: that is said, and no reason not to run. */
static enum status
take_state(const struct arguments *arguments, struct practice *practice,
           struct state_file *file, struct err *err)
{
    struct str text = {0};
    if (!arguments->state)
        return STATUS_OK;
    enum status status = state_file_open(file, arguments->state, &text, err);
    bool kept = status == STATUS_OK && text.n;
    if (kept && (arguments->seed_given || arguments->machines))
        status =
            err_set(err, STATUS_USAGE,
                    _("the state in \"%s\" has its own seed and devices: leave out "
                      "--seed and --machines, or name another file"),
                    arguments->state);
    else if (kept && practice_take_state(practice, str_span(&text), err) != STATUS_OK) {
        fprintf(
            stderr,
            _("defscope practice: the state file \"%s\": %s. It is now \"%s.damaged\", "
              "and the tenant begins anew\n"),
            arguments->state, err->text, arguments->state);
        status = state_file_set_aside(file, err);
    }
    str_release(&text);
    return status;
}

static enum status
start(const struct arguments *arguments, struct practice_setup *setup, struct err *err)
{
    int listener;
    enum status status = read_random(&setup->chance, sizeof setup->chance, err);
    if (status == STATUS_OK)
        status = server_listen(&setup->port, &listener, err);
    if (status != STATUS_OK)
        return status;
    struct practice *practice = practice_new(setup);
    struct state_file file = {.lock = -1};
    status = take_state(arguments, practice, &file, err);
    for (size_t i = 0; i < arguments->fault_count && status == STATUS_OK; i++)
        status = practice_fault(practice, arguments->faults[i], err);
    if (status == STATUS_OK)
        status = serve(arguments, practice, listener, &file, err);
    else
        close(listener);
    state_file_close(&file);
    practice_free(practice);
    return status;
}

static enum status
run(const struct arguments *arguments, struct err *err)
{
    struct certificates certificates = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < arguments->certificate_count && status == STATUS_OK; i++)
        status = read_certificate(&certificates, arguments->certificates[i], err);
    struct signer *signer = status == STATUS_OK ? signer_new(err) : NULL;
    struct practice_setup setup = {
        .catalogue = catalogue_builtin(),
        .signer = signer,
        .certificates = &certificates,
        .token_lifetime_s = arguments->token_lifetime_s,
        .seats = arguments->tokens,
        .seed = arguments->seed,
        .machines = arguments->machines,
        .action_seconds = arguments->action_seconds,
        .start = server_now(),
        .port = arguments->port,
        .quota_calls = arguments->quota_calls,
        .quota_seconds = arguments->quota_seconds,
    };
    if (status == STATUS_OK)
        status = signer ? start(arguments, &setup, err) : STATUS_IO;
    signer_free(signer);
    certificates_release(&certificates);
    return status;
}

int
main(int argc, char **argv)
{
    locale_start();
    locale_speak(locale_language());
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
