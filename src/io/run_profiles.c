/* Profiles while the explorer runs: the practice tenant started, or started once more,
 * a new profile written, one checked, another one gone to. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/run.h"
#include "io/run_state.h"

#include <string.h>

/* What is in use stays so until another one is there. */
void
run_use_practice(struct run *run)
{
    struct practice found;
    struct err err = {0};
    bool started, again = run->practice_ready;
    struct message message = {
        .kind = MESSAGE_PROFILE, .profile = &run->profile, .error = err.text};
    message.failed = practice_ensure(&found, true, &started, &err) != STATUS_OK;
    if (!message.failed && again && !strcmp(found.base, run->practice.base)) {
        practice_release(&found);
        run_tell_trouble(run, _("The practice tenant runs."));
        return;
    }
    if (!message.failed) {
        if (again)
            practice_release(&run->practice);
        run->practice = found;
        run->practice_ready = true;
        message.anew = again;
        profile_release(&run->profile);
        practice_profile(&run->practice, &run->profile);
        redactor_know(&run->redactor, secret_reveal(&run->profile.bearer));
    }
    run_tell(run, &message);
}

void
run_new_profile(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct message message = {.kind = MESSAGE_PROFILES, .error = err.text};
    message.failed =
        run->change->make(run->change, str_span(&command->text), &err) != STATUS_OK;
    message.profiles = run->change->profiles;
    run_tell(run, &message);
}

void
run_check_profile(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct str page = {0};
    if (run->change->check(run->change, command->path, &page, &err) == STATUS_OK) {
        struct message message = {
            .kind = MESSAGE_PAGE, .path = command->path, .text = str_span(&page)};
        run_tell(run, &message);
    } else {
        run_tell_trouble(run, err.text);
    }
    str_release(&page);
}

void
run_change_profile(struct run *run, const struct command *command)
{
    mem_free(run->wanted);
    run->wanted = mem_strdup(command->path);
    run->leaving = true;
}
