/* defscope download. */
#include "config.h"

#include "api/download.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/say.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/pasted.h"
#include "cli/tenant.h"
#include "explorer/progress.h"
#include "io/clock.h"
#include "io/download.h"
#include "io/files.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct option_spec download_options[] = {
    {0, "from", TAKES_VALUE, "ANSWER",
     N_("take the links from a saved answer, in whatever form you have it")},
    {'o', "output", TAKES_VALUE, "FILE", N_("save as FILE, or in that folder")},
    {0, "force", TAKES_NONE, NULL, N_("write over files that are there")},
    {0, "list", TAKES_NONE, NULL, N_("list the files, fetch nothing")},
    {0},
};

struct fetch {
    struct context *context;
    struct net_way way;
    struct download_links links;
    struct download download;
    struct progress progress;
    bool (*sink)(void *owner, struct span piece);
    clock_ms painted;
    bool shown; /* a line of progress stands on the terminal */
};

/* --- where the links come from --- */

/* One in the arguments would be seen by everybody who lists processes. */
static enum status
take_argument(struct fetch *fetch, const char *url, struct err *err)
{
    if (span_find_nocase(span_of(url), 0, SPAN("sig=")) < strlen(url))
        return err_set(
            err, STATUS_USAGE, "%s",
            _("the address holds a signature, and others on this machine can see what "
              "a program is called with: type \"defscope download -\" and paste it "
              "there, or give the answer's file with --from"));
    if (!download_add(&fetch->links, span_of(url)))
        return err_set(err, STATUS_USAGE,
                       _("\"%s\" is no address: it should begin with https://"), url);
    return STATUS_OK;
}

static enum status
take_text(struct fetch *fetch, const char *file, struct err *err)
{
    struct str text = {0};
    enum status status = file_read(file, PASTED_MAX, &text, err);
    if (status == STATUS_OK)
        download_find(&fetch->links, str_span(&text));
    str_wipe(&text);
    if (status == STATUS_OK && !fetch->links.count)
        status = err_set(err, STATUS_INPUT, "%s",
                         _("there is no link with a signature in it: give the answer "
                           "of an export, of getPackageUri or of a live response's "
                           "result as it came"));
    return status;
}

static enum status
take_links(struct fetch *fetch, struct err *err)
{
    const struct arguments *arguments = &fetch->context->arguments;
    const char *from = argument_value(arguments, "from");
    if (arguments->operand_count != (from ? 0 : 1))
        return err_set(err, STATUS_USAGE, "%s",
                       _("give one address, - for standard input, or --from ANSWER"));
    const char *given = from ? from : arguments->operands[0];
    if (!from && strcmp(given, "-") != 0)
        return take_argument(fetch, given, err);
    return take_text(fetch, given, err);
}

/* --- what is said --- */

static cJSON *
or_null(const char *text)
{
    return text && *text ? cJSON_CreateString(text) : cJSON_CreateNull();
}

static void
add_until(cJSON *json, clock_ms until)
{
    struct str text = {0};
    if (until)
        clock_add_rfc3339(&text, until);
    cJSON_AddItemToObject(json, "expires", or_null(str_text(&text)));
    str_release(&text);
}

static void
list_one(struct fetch *fetch, const struct download_link *link)
{
    struct output *output = &fetch->context->output;
    const char *bar = download_bar_text(link->bar);
    if (fetch->context->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "name", link->name);
        cJSON_AddStringToObject(json, "host", link->host);
        add_until(json, link->until);
        cJSON_AddItemToObject(json, "error", or_null(bar));
        output_json(output, json);
        return;
    }
    struct str end = {0};
    download_tell_end(link, clock_now().wall, &end);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "%s  %s  %s\n", link->name,
                link->host, bar ? bar : str_text(&end));
    str_release(&end);
}

static void
clear_line(struct fetch *fetch)
{
    if (fetch->shown)
        output_text(&fetch->context->output, STREAM_REMARK, TONE_PLAIN, "\r\033[K");
    fetch->shown = false;
}

static void
paint(struct fetch *fetch)
{
    enum { PAINT_MS = 200 };
    struct output *output = &fetch->context->output;
    const struct download *download = &fetch->download;
    clock_ms now = clock_now().steady;
    if (!output->terminal[STREAM_REMARK] || output->quiet ||
        now - fetch->painted < PAINT_MS)
        return;
    struct str text = {0}, shown = {0};
    fetch->painted = now;
    progress_note(&fetch->progress, download->have,
                  download->mark.sized ? download->mark.size : 0, now);
    str_addf(&text, "%s  ", download->link->name);
    progress_tell(&fetch->progress, &text);
    struct span rest = str_span(&text);
    struct sanitised piece;
    for (size_t columns = 0; sanitise_next(rest, SANITISE_PLAIN, &piece) &&
                             (columns += piece.columns) < output->columns;
         rest = span_from(rest, piece.bytes))
        str_add_text(&shown, piece.text);
    output_text(output, STREAM_REMARK, TONE_PLAIN, "\r%s\033[K", str_text(&shown));
    fetch->shown = true;
    str_release(&text);
    str_release(&shown);
}

static bool
take_piece(void *owner, struct span piece)
{
    struct fetch *fetch = owner;
    bool goes_on = fetch->sink(&fetch->download, piece);
    paint(fetch);
    return goes_on;
}

static void
start(void *owner, const struct response *response)
{
    struct fetch *fetch = owner;
    download_judge(&fetch->download, response);
}

static const char *
checked_text(const struct download *download)
{
    if (download->checked)
        return _("its MD5 is what the storage told");
    return download->mark.md5
               ? _("its MD5 could not be worked out: libcrypto is missing")
               : _("no checksum was given");
}

static void
tell_json(struct fetch *fetch, const struct err *err)
{
    const struct download *download = &fetch->download;
    bool saved = err->status == STATUS_OK;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddItemToObject(json, "file", or_null(saved ? download->path : NULL));
    cJSON_AddItemToObject(json, "part",
                          or_null(!saved && download->have ? download->part : NULL));
    cJSON_AddStringToObject(json, "host", download->link->host);
    cJSON_AddNumberToObject(json, "size", (double)download->have);
    cJSON_AddNumberToObject(json, "resumed_from", (double)download->resumed);
    cJSON_AddItemToObject(json, "sha256", or_null(saved ? download->sha256 : NULL));
    cJSON_AddItemToObject(json, "md5", or_null(saved ? download->md5 : NULL));
    cJSON_AddBoolToObject(json, "md5_checked", download->checked);
    add_until(json, download->link->until);
    cJSON_AddItemToObject(json, "status",
                          download->status ? cJSON_CreateNumber(download->status)
                                           : cJSON_CreateNull());
    cJSON_AddItemToObject(json, "error", or_null(saved ? NULL : err->text));
    redact_json(&fetch->context->redactor, json);
    output_json(&fetch->context->output, json);
}

static void
tell(struct fetch *fetch)
{
    const struct download *download = &fetch->download;
    struct output *output = &fetch->context->output;
    struct str size = {0}, path = {0};
    say_size(&size, download->have);
    sanitise_line(&path, span_of(download->path), SANITISE_PLAIN);
    output_text(output, STREAM_RESULT, TONE_STRONG, "%s", str_text(&path));
    output_text(output, STREAM_RESULT, TONE_PLAIN, "  %s\n", str_text(&size));
    if (download->resumed) {
        str_clear(&size);
        say_size(&size, download->resumed);
        output_text(output, STREAM_RESULT, TONE_FAINT, _("  gone on with after %s\n"),
                    str_text(&size));
    }
    if (download->restarted)
        output_text(output, STREAM_RESULT, TONE_FAINT, "  %s\n",
                    _("the file has changed since the last try: it was fetched from "
                      "the start"));
    if (download->sha256[0])
        output_text(output, STREAM_RESULT, TONE_PLAIN, "  SHA-256 %s\n",
                    download->sha256);
    output_text(output, STREAM_RESULT, TONE_FAINT, "  %s\n", checked_text(download));
    str_release(&size);
    str_release(&path);
}

/* --- fetching --- */

static enum status
fetch_opened(struct fetch *fetch, struct err *err)
{
    struct download *download = &fetch->download;
    struct net_request request;
    struct exchange exchange = {0};
    struct err ended;
    while (download_read_part(download))
        continue;
    if (!download_wants(download))
        return download_finish(download, NULL, clock_now().wall, err);
    download_request(download, &fetch->way, &request);
    fetch->sink = request.sink;
    request.sink = take_piece;
    request.start = start;
    request.owner = fetch;
    progress_begin(&fetch->progress, download->have, clock_now().steady);
    net_exchange(&request, &exchange, &ended);
    clear_line(fetch);
    enum status status = download_finish(download, &exchange, clock_now().wall, err);
    exchange_release(&exchange);
    return status;
}

/* Gives the exit status. */
static int
fetch_one(struct fetch *fetch, const struct download_link *link, const char *path)
{
    struct context *context = fetch->context;
    struct err err = {0};
    struct stat about;
    bool force = argument_given(&context->arguments, "force");
    if (fetch->links.count > 1 && !force && lstat(path, &about) == 0) {
        if (!context->output.quiet)
            output_text(&context->output, STREAM_REMARK, TONE_FAINT,
                        _("%s is there already: left as it is\n"), link->name);
        return EXIT_DONE;
    }
    enum status status = download_open(&fetch->download, link, path, force, &err);
    if (status == STATUS_OK)
        status = fetch_opened(fetch, &err);
    else if (!force && lstat(path, &about) == 0)
        err_set(&err, status,
                _("\"%s\" is there already: choose another name with -o, or add "
                  "--force"),
                path);
    err.status = status;
    if (context->json)
        tell_json(fetch, &err);
    else if (status == STATUS_OK)
        tell(fetch);
    int result = status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
    if (status == STATUS_NETWORK && fetch->download.status >= 400)
        result = exit_status_of_answer(fetch->download.status);
    download_release(&fetch->download);
    return result;
}

/* The name that was asked for, or the proposed one in the folder that was. */
static enum status
place(const struct fetch *fetch, const struct download_link *link, struct str *path,
      struct err *err)
{
    const char *asked = argument_value(&fetch->context->arguments, "output");
    struct stat about;
    bool folder = asked && ((stat(asked, &about) == 0 && S_ISDIR(about.st_mode)) ||
                            span_ends(span_of(asked), "/"));
    if (asked && !folder && fetch->links.count > 1)
        return err_set(err, STATUS_USAGE,
                       _("there are %zu files: -o needs a folder that is there"),
                       fetch->links.count);
    if (folder)
        str_addf(path, "%s%s%s", asked, span_ends(span_of(asked), "/") ? "" : "/",
                 link->name);
    else
        str_add_text(path, asked ? asked : link->name);
    return STATUS_OK;
}

static int
fetch_all(struct fetch *fetch)
{
    struct context *context = fetch->context;
    int result = EXIT_DONE;
    for (size_t i = 0; i < fetch->links.count && result == EXIT_DONE; i++) {
        struct str path = {0};
        struct err err;
        if (place(fetch, &fetch->links.items[i], &path, &err) == STATUS_OK)
            result = fetch_one(fetch, &fetch->links.items[i], str_text(&path));
        else
            result = command_fail(context, &err);
        size_t left = fetch->links.count - i - 1;
        if (result != EXIT_DONE && left)
            output_text(&context->output, STREAM_REMARK, TONE_PLAIN,
                        ngettext("%zu more file was not tried: run the command again, "
                                 "what is there is left as it is\n",
                                 "%zu more files were not tried: run the command "
                                 "again, what is there is left as it is\n",
                                 left),
                        left);
        str_release(&path);
    }
    net_exchange_end();
    return result;
}

int
cli_download(struct context *context)
{
    struct fetch fetch = {.context = context, .download.fd = -1};
    struct tenant tenant = {0};
    struct err err = {0};
    int result = EXIT_DONE;
    enum status status = take_links(&fetch, &err);
    if (status == STATUS_OK && !argument_given(&context->arguments, "list")) {
        status = tenant_open(context, false, &tenant, &err);
        if (status == STATUS_OK) {
            fetch.way = net_way_of(&tenant.profile);
            result = fetch_all(&fetch);
        }
        tenant_release(&tenant);
    } else if (status == STATUS_OK)
        for (size_t i = 0; i < fetch.links.count; i++)
            list_one(&fetch, &fetch.links.items[i]);
    if (status == STATUS_OK && fetch.links.left_out)
        output_text(&context->output, STREAM_REMARK, TONE_WARN,
                    _("only the first %d links were taken\n"), DOWNLOAD_LINKS_MAX);
    download_links_release(&fetch.links);
    return status == STATUS_OK ? result : command_fail(context, &err);
}
