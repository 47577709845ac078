/* What every command is given, and the table of them. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "api/openapi.h"
#include "api/redact.h"
#include "cli/options.h"
#include "cli/output.h"

struct context {
    struct arguments arguments;
    struct output output;
    const struct catalogue *catalogue;
    struct openapi own;       /* the user's own APIs, and what they stand beside */
    struct redactor redactor; /* knows every secret that the program holds */
    struct secret token;  /* of DEFSCOPE_TOKEN, which is no more in the environment */
    bool token_set;       /* the variable was there, maybe empty */
    const char *language; /* "en", "zh_CN" */
    char *own_language;   /* that the configuration names; owned; or NULL */
    const char *profile;  /* that the command names itself; NULL: none */
    bool json;
};

/* Exit statuses, as the contract has them. */
enum exit_status {
    EXIT_DONE = 0,
    EXIT_FOUND = 1,
    EXIT_TROUBLE = 2,
    EXIT_NO_ANSWER = 3,
    EXIT_REFUSED = 4,   /* 4xx but the following */
    EXIT_SERVER = 5,    /* 5xx */
    EXIT_SIGN_IN = 6,   /* 401, 403 */
    EXIT_THROTTLED = 7, /* 429 */
    EXIT_INTERRUPTED = 130,
};

struct command {
    const char *name;
    const char *usage;   /* the lines after "defscope NAME", one a line */
    const char *summary; /* one line, marked with N_ */
    const struct option_spec *options;
    int (*run)(struct context *context);
    void (*more)(struct str *help); /* what its help ends with; or NULL */
};

extern const struct command commands[]; /* ends with name NULL */
const struct command *command_find(const char *name);

/* What an answer's status amounts to: EXIT_REFUSED and the others. */
int exit_status_of_answer(int status);
/* Says what is wrong; gives the exit status for it. */
int command_fail(struct context *context, const struct err *err);
int exit_status_of(enum status status);

void help_overall(struct context *context);
void help_command(struct context *context, const struct command *command);

/* Options of the commands, and the commands themselves: one file each. */
extern const struct option_spec catalog_options[], check_options[], compare_options[],
    decode_options[], doctor_options[], download_options[], explain_options[],
    export_options[], help_options[], history_options[], import_options[],
    learn_options[], practice_options[], send_options[], ticket_options[],
    token_options[], profile_options[], login_options[], logout_options[],
    view_options[];
int cli_catalog(struct context *context);
int cli_check(struct context *context);
int cli_compare(struct context *context);
int cli_decode(struct context *context);
int cli_doctor(struct context *context);
int cli_download(struct context *context);
int cli_explain(struct context *context);
int cli_export(struct context *context);
int cli_help(struct context *context);
int cli_history(struct context *context);
int cli_import(struct context *context);
int cli_learn(struct context *context);
int cli_login(struct context *context);
int cli_logout(struct context *context);
int cli_practice(struct context *context);
int cli_profile(struct context *context);
void practice_more(struct str *help);
int cli_send(struct context *context);
int cli_ticket(struct context *context);
int cli_token(struct context *context);
int cli_view(struct context *context);

#endif
