#include "config.h"

#include "api/check.h"
#include "api/server.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/bearer.h"
#include "cli/compose.h"
#include "cli/report.h"
#include "cli/send.h"
#include "cli/tenant.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/net.h"

#include <string.h>
#include <sys/stat.h>

/* --wait without a number: more is patience nobody has. */
enum { TRIES_DEFAULT = 5, TRIES_MAX = 1000 };

const struct option_spec send_options[] = {
    {'H', "header", TAKES_VALUE, "'NAME: VALUE'", N_("one more header")},
    {0, "query", TAKES_VALUE, "NAME=VALUE", N_("one more query option")},
    {0, "body", TAKES_VALUE, "FILE|-|TEXT", N_("the whole body; - is standard input")},
    {0, "dry-run", TAKES_NONE, NULL, N_("print the exact request, send nothing")},
    {0, "wait", TAKES_OPTIONAL, "TRIES", N_("obey Retry-After and send again")},
    {0, "all-pages", TAKES_NONE, NULL, N_("follow the pages of a list")},
    {0, "pretty", TAKES_NONE, NULL, N_("indent the answer, even into a pipe")},
    {'i', "include", TAKES_NONE, NULL, N_("status line and headers before the body")},
    {'o', "output", TAKES_VALUE, "FILE", N_("write the body to a file")},
    {0, "yes", TAKES_NONE, NULL, N_("change something with a guarded profile")},
    {0, "no-check", TAKES_NONE, NULL, N_("don't look for mistakes before sending")},
    {0, "strict", TAKES_NONE, NULL, N_("don't send where the check finds an error")},
    {0},
};

static bool
is_token(struct span name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     (c >= '0' && c <= '9') || (c && strchr("!#$%&'*+-.^_`|~", c));
        if (!plain)
            return false;
    }
    return name.n > 0;
}

/* RFC 9110, 5.1 and 5.5. */
static enum status
add_header(struct context *context, struct request *request, const char *text,
           struct err *err)
{
    struct span line = span_of(text);
    size_t colon = span_find_byte(line, 0, ':');
    struct span name = span_sub(line, 0, colon);
    struct span value = span_trim(span_from(line, colon + 1));
    if (colon == line.n || !is_token(name))
        return err_set(err, STATUS_USAGE,
                       _("-H \"%s\": this is no header. Write 'Name: value'"), text);
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < ' ' && value.p[i] != '\t')
            return err_set(err, STATUS_USAGE,
                           _("-H %.*s: its value holds a control character. Leave it "
                             "out"),
                           SPAN_ARG(name));
    if (!redact_header_shown(name))
        redactor_know(&context->redactor, value);
    pairs_add(&request->headers, name, value);
    return STATUS_OK;
}

static enum status
add_query(struct request *request, const char *text, struct err *err)
{
    struct span word = span_of(text);
    size_t equals = span_find_byte(word, 0, '=');
    if (equals == word.n || !equals)
        return err_set(err, STATUS_USAGE, _("--query \"%s\": write NAME=VALUE"), text);
    pairs_add(&request->query, span_sub(word, 0, equals), span_from(word, equals + 1));
    return STATUS_OK;
}

/* FILE, "-", or the text itself, which for these APIs is JSON and begins like it. */
static enum status
read_body(const char *given, struct str *body, struct err *err)
{
    struct stat found;
    struct span text = span_trim(span_of(given));
    if (strcmp(given, "-") == 0)
        return file_read("-", COMPOSE_BODY_MAX, body, err);
    if (!text.n || strchr("{[\"", text.p[0])) {
        str_set(body, span_of(given));
        return STATUS_OK;
    }
    if (given[0] == '@')
        given++; /* as curl users write it */
    if (stat(given, &found) != 0)
        return err_set(err, STATUS_INPUT,
                       _("--body \"%s\": there is no such file, and JSON text begins "
                         "with { or ["),
                       given);
    return file_read(given, COMPOSE_BODY_MAX, body, err);
}

/* The body first, so that NAME=VALUE can change what stands in it. */
static enum status
compose(struct context *context, struct request *request, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    const char *body = argument_value(arguments, "body");
    enum status status = STATUS_OK;
    struct str text = {0};
    if (body)
        status = read_body(body, &text, err);
    if (status == STATUS_OK)
        status = compose_request(context, request, body ? &text : NULL, NULL, err);
    str_release(&text);
    for (size_t i = 0; i < argument_count(arguments, "query") && status == STATUS_OK;
         i++)
        status = add_query(request, argument_at(arguments, "query", i), err);
    for (size_t i = 0; i < argument_count(arguments, "header") && status == STATUS_OK;
         i++)
        status = add_header(context, request, argument_at(arguments, "header", i), err);
    return status;
}

static enum status
read_plan(struct context *context, struct send *send, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    const char *tries = argument_value(arguments, "wait");
    uint64_t number = TRIES_DEFAULT;
    if (tries && (!span_number(span_of(tries), TRIES_MAX, &number) || !number))
        return err_set(err, STATUS_USAGE,
                       _("--wait=%s: write how often to try, from 1 to %d"), tries,
                       TRIES_MAX);
    send->tries = argument_given(arguments, "wait") ? (unsigned)number : 1;
    send->all_pages = argument_given(arguments, "all-pages");
    send->include = argument_given(arguments, "include");
    send->consent = argument_given(arguments, "yes");
    if (context->json && argument_given(arguments, "output"))
        return err_set(err, STATUS_USAGE,
                       _("--json and -o: choose one. --json writes the whole exchange "
                         "to standard output"));
    return STATUS_OK;
}

/* Prints what the check finds. A warning never blocks. */
static bool
checked(struct context *context, const struct request *request, struct check *check)
{
    bool strict = argument_given(&context->arguments, "strict");
    if (argument_given(&context->arguments, "no-check"))
        return true;
    check_request(check, request);
    report_hints(context, STREAM_REMARK, &check->hints, NULL,
                 context->output.quiet ? SEVERITY_ERROR : SEVERITY_WARNING);
    bool stop = strict && hints_have_error(&check->hints);
    if (stop)
        output_text(&context->output, STREAM_REMARK, TONE_PLAIN,
                    _("Not sent: the check found an error, and --strict was given.\n"));
    return !stop;
}

static enum status
address(const struct tenant *tenant, const struct request *request, struct str *url,
        struct err *err)
{
    const char *base =
        server_base(&tenant->profile, request->operation, request_product(request));
    if (!base)
        return err_set(err, STATUS_USAGE,
                       _("profile \"%s\": it has no host for this operation. Write the "
                         "whole URL"),
                       tenant->profile.name);
    request_url(request, span_of(base), url);
    return STATUS_OK;
}

static void
say_server(struct context *context, const struct tenant *tenant,
           const struct operation *operation)
{
    struct str remark = {0};
    server_remark(&tenant->profile, operation, &remark);
    if (remark.n && !context->output.quiet)
        output_prose(&context->output, STREAM_REMARK, "", str_text(&remark));
    str_release(&remark);
}

static void
say_proxy(struct context *context, const struct profile *profile, struct span url)
{
    struct net_way way = net_way_of(profile);
    char *address = mem_dup(url.p, url.n + 1), *proxy = net_proxy(address, &way);
    if (proxy && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_FAINT,
                    _("Through the proxy %s.\n"), proxy);
    mem_free(proxy);
    mem_free(address);
}

/* What the token will be refused for. It never blocks: claims are not the last word. */
static void
check_bearer(struct context *context, const struct send *send, struct span url)
{
    struct token_findings findings = {0};
    struct token_use use = {send->request->operation, url, send->profile->tenant,
                            send->profile->application, clock_now().wall};
    if (argument_given(&context->arguments, "no-check") ||
        !profile_names(send->profile, url))
        return;
    token_check(&findings, send->token, &use);
    bearer_report(context, &findings, SEVERITY_ERROR);
    token_findings_release(&findings);
}

static int
perform(struct context *context, struct request *request, const struct hints *said,
        struct tenant *tenant)
{
    struct err err = {0};
    struct str url = {0};
    struct token token = {0};
    bearer_from_text(context, secret_reveal(&tenant->profile.bearer), &token);
    struct send send = {.context = context,
                        .token = &token,
                        .request = request,
                        .profile = &tenant->profile,
                        .said = said};
    int result;
    enum status status = read_plan(context, &send, &err);
    if (status == STATUS_OK)
        status = address(tenant, request, &url, &err);
    if (status == STATUS_OK && !span_has(span_of(request->path), "://"))
        say_server(context, tenant, request->operation);
    if (status != STATUS_OK)
        result = command_fail(context, &err);
    else if (argument_given(&context->arguments, "dry-run"))
        result = send_dry(&send, str_span(&url));
    else {
        say_proxy(context, &tenant->profile, str_span(&url));
        check_bearer(context, &send, str_span(&url));
        result = send_all(&send, str_text(&url));
    }
    token_release(&token);
    str_release(&url);
    return result;
}

/* Where the request goes when that is the loopback server of the user's own API, which
 * needs neither the practice tenant nor a token; else absent. */
static struct span
local_server(const struct request *request)
{
    struct span path = span_of(request->path);
    const char *server = request->operation ? request->operation->server : NULL;
    struct span target = span_has(path, "://") ? path : span_of(server);
    return server && server_is_local(request->operation, target) ? target
                                                                 : (struct span){0};
}

/* The practice tenant is started, and a token fetched, where the request needs it. */
static enum status
open_for(struct context *context, const struct request *request, struct tenant *tenant,
         struct err *err)
{
    bool dry = argument_given(&context->arguments, "dry-run");
    struct span local = local_server(request);
    enum status status = tenant_open(context, !dry && !local.n, tenant, err);
    if (status != STATUS_OK || dry ||
        (local.n && !profile_names(&tenant->profile, local)))
        return status;
    return tenant_sign_in(context, tenant, request_product(request), err);
}

int
cli_send(struct context *context)
{
    struct request request = {0};
    struct check check = {0};
    struct tenant tenant = {.practice.lifeline = -1};
    struct err err = {0};
    int result;
    enum status status = compose(context, &request, &err);
    if (status == STATUS_OK && !checked(context, &request, &check))
        result = EXIT_FOUND;
    else {
        if (status == STATUS_OK)
            status = open_for(context, &request, &tenant, &err);
        result = status == STATUS_OK ? perform(context, &request, &check.hints, &tenant)
                                     : command_fail(context, &err);
    }
    check_release(&check);
    request_release(&request);
    tenant_release(&tenant);
    return result;
}
