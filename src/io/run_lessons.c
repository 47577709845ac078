/* What lessons want done outside: the practice tenant's state, and the record of what
 * has been done, $XDG_STATE_HOME/defscope/lessons.json. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"
#include "io/run_state.h"

#include <unistd.h>

#define RECORD_FILE "lessons.json"

enum { RECORD_BYTES_MAX = 1024 * 1024 };

/* A lesson has a tenant of its own: one that ran before us may serve others. */
static enum status
own_practice(struct run *run, struct err *err)
{
    struct practice own;
    run_use_practice(run);
    if (run->practice_ready && run->practice.pid > 0)
        return STATUS_OK;
    enum status status = practice_start(&own, false, err);
    if (status != STATUS_OK)
        return status;
    if (run->practice_ready)
        practice_release(&run->practice);
    run->practice = own;
    run->practice_ready = true;
    profile_release(&run->profile);
    practice_profile(&run->practice, &run->profile);
    redactor_know(&run->redactor, secret_reveal(&run->profile.bearer));
    struct message message = {.kind = MESSAGE_PROFILE, .profile = &run->profile};
    run_tell(run, &message);
    return STATUS_OK;
}

static void
tell_prepared(struct run *run, const char *error)
{
    struct message message = {
        .kind = MESSAGE_PREPARED, .failed = error != NULL, .error = error};
    run->prepare_id = 0;
    run_tell(run, &message);
}

void
run_prepare(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct str url = {0};
    if (own_practice(run, &err) != STATUS_OK) {
        tell_prepared(run, err.text);
        return;
    }
    const struct secret *bearer =
        command->path ? practice_bearer(&run->practice, command->path) : NULL;
    if (bearer)
        secret_set(&run->profile.bearer, secret_reveal(bearer));
    str_addf(&url, "%s/practice/state", run->practice.base);
    struct net_request request = {
        .method = "POST",
        .url = str_text(&url),
        .body = str_span(&command->text),
        .has_body = true,
        .bearer = practice_bearer(&run->practice, "full"),
        .practice = true,
    };
    run->prepare_id = command->id;
    net_send(&run->net, command->id, &request);
    str_release(&url);
}

void
run_prepared(struct run *run, const struct exchange *exchange)
{
    const struct response *response = &exchange->response;
    bool set = exchange->answered && response->status == 204;
    struct err err = {0};
    if (!set)
        err_set(&err, STATUS_NETWORK, "%s",
                response->body.n           ? str_text(&response->body)
                : exchange->transport_text ? exchange->transport_text
                                           : _("it gave no answer"));
    tell_prepared(run, set ? NULL : err.text);
}

static char *
record_file(void)
{
    return folder_path(FOLDER_STATE, RECORD_FILE);
}

void
run_lessons_read(struct run *run, const struct command *command)
{
    char *path = record_file();
    struct str text = {0};
    struct err err = {0};
    bool there = access(path, F_OK) == 0;
    (void)command;
    bool failed =
        there && file_read_private(path, RECORD_BYTES_MAX, &text, &err) != STATUS_OK;
    struct message message = {.kind = MESSAGE_LESSONS,
                              .text = str_span(&text),
                              .failed = failed,
                              .error = err.text};
    run_tell(run, &message);
    str_release(&text);
    mem_free(path);
}

void
run_lessons_keep(struct run *run, const struct command *command)
{
    char *folder = folder_path(FOLDER_STATE, NULL), *path = record_file();
    struct err err = {0};
    bool kept = folder_make(folder, &err) == STATUS_OK &&
                file_write(path, str_span(&command->text), &err) == STATUS_OK;
    if (!kept && !run->lessons_failed) {
        struct message message = {.kind = MESSAGE_TROUBLE, .error = err.text};
        err_context(&err, "%s", _("what you have learned could not be kept"));
        run_tell(run, &message);
    }
    run->lessons_failed = !kept;
    mem_free(folder);
    mem_free(path);
}
