/* The answer through a program of the user's. */
#include "config.h"

#include "base/text.h"
#include "io/child.h"
#include "io/run_state.h"
#include "json/sample.h"

enum { OUTPUT_MAX = 4 << 20, LIMIT_MS = 60 * 1000 };
enum { PREVIEW_MAX = 16 << 10, PREVIEW_MS = 5000 };

static void
done(void *owner, struct child_result *result)
{
    struct run *run = owner;
    struct str why = {0};
    run->pipe = NULL;
    bulk_release(&run->pipe_input);
    bool enough = run->pipe_id && result->end == CHILD_TOO_BIG;
    if (!enough && (result->end != CHILD_EXITED || result->code))
        child_describe(run->pipe_name, result, &why);
    struct message message = {.kind = MESSAGE_PIPED,
                              .id = run->pipe_id,
                              .text = str_span(&result->output),
                              .error = why.n ? str_text(&why) : NULL};
    run_tell(run, &message);
    str_release(&why);
}

/* The whole answer, kept as its pages are: a large one on disk, unless the profile
 * keeps nothing there. Of a preview a sample. False: ERR says why, or none can be cut.
 */
static bool
copy_input(struct run *run, bool preview, struct err *err)
{
    struct span body = str_span(&run->explorer.result.exchange.response.body);
    struct bulk *input = &run->pipe_input;
    if (preview)
        return json_sample(body, PIPING_SAMPLE, &input->text);
    input->place = run->keeper.off ? NULL : run->explorer.large;
    return bulk_write(input, 0, &body, 1, err) == STATUS_OK;
}

void
run_pipe(struct run *run, const struct command *command)
{
    struct span text = str_span(&command->text);
    bool shell = span_starts(text, "!");
    struct str program = str_dup(shell ? span_from(text, 1) : text);
    /* what it says of its own troubles is shown with the rest */
    const char *const jq[] = {
        "sh", "-c", "exec jq \"$1\" 2>&1", "sh", str_text(&program), NULL};
    const char *const any[] = {"sh", "-c", "eval \"$1\" 2>&1", "sh", str_text(&program),
                               NULL};
    run_pipe_stop(run, command);
    run->pipe_id = command->id;
    struct err err = {0};
    bool ready = copy_input(run, command->id, &err);
    struct child_plan plan = {
        .argv = shell ? any : jq,
        .input = str_span(&run->pipe_input.text),
        .capture = true,
        .capture_max = command->id ? PREVIEW_MAX : OUTPUT_MAX,
        .limit_ms = command->id ? PREVIEW_MS : LIMIT_MS,
    };
    run->pipe_name = shell ? "sh" : "jq";
    const char *trouble = NULL;
    if (!shell && !child_found("jq"))
        trouble =
            _("jq is not installed: install the package jq, or write ! and another "
              "command");
    else if (err.text[0])
        trouble = err.text;
    else if (!ready)
        trouble = _("No sample can be cut from this answer: there is no preview, Enter "
                    "runs the program over all of it.");
    if (trouble) {
        struct message message = {
            .kind = MESSAGE_PIPED, .id = command->id, .error = trouble};
        bulk_release(&run->pipe_input);
        run_tell(run, &message);
    } else {
        run->pipe = child_start(&run->loop, &plan, done, run);
    }
    str_release(&program);
}

void
run_pipe_stop(struct run *run, const struct command *command)
{
    (void)command;
    if (run->pipe)
        child_stop(run->pipe);
    run->pipe = NULL;
    bulk_release(&run->pipe_input);
}
