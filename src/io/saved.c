#include "config.h"

#include "io/saved.h"

#include "api/answer.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Other forms than a body that stands alone have to be read whole. */
#define WHOLE_MAX ((size_t)64 << 20)

static enum status
refuse(const struct saved *saved, const char *what, struct err *err)
{
    return err_set(err, STATUS_INPUT, "%s \"%s\": %s", what, saved->name,
                   strerror(errno));
}

/* At most MORE bytes. False: none are left, or err tells. */
static bool
read_piece(struct saved *saved, struct str *text, size_t more, struct err *err)
{
    ssize_t n;
    if (!str_try_reserve(text, more)) {
        err_set(err, STATUS_LIMIT, _("no memory to read \"%s\""), saved->name);
        return false;
    }
    do
        n = read(saved->fd, text->p + text->n, more);
    while (n < 0 && errno == EINTR);
    if (n < 0 && errno == EAGAIN)
        return true;
    if (n < 0)
        refuse(saved, _("can't read"), err);
    if (n <= 0)
        return false;
    text->n += (size_t)n;
    text->p[text->n] = '\0';
    return true;
}

static void
close_file(struct saved *saved)
{
    if (saved->fd >= 0)
        close(saved->fd);
    saved->fd = -1;
}

/* ---- what kind of text it is ---- */

/* An exchange or a HAR: their bodies are JSON strings within JSON. */
static bool
looks_wrapped(struct span head)
{
    static const char *const marks[] = {"\"request\"", "\"startedDateTime\"",
                                        "\"creator\""};
    head = span_sub(span_trim(head), 0, 4096);
    for (size_t i = 0; span_starts(head, "{") && i < COUNT_OF(marks); i++)
        if (span_has(head, marks[i]))
            return true;
    return false;
}

/* Long, and a body by itself: reading it in each of the other ways would only take
 * time.
 */
static bool
stands_alone(struct span text)
{
    struct span head = span_trim(span_sub(text, 0, 4096));
    return text.n > 65536 && (span_starts(head, "{") || span_starts(head, "[")) &&
           !looks_wrapped(text);
}

static void
read_whole(struct saved *saved, struct span text, const struct catalogue *catalogue)
{
    struct exchange *exchange = &saved->exchange;
    struct answer answer = {0};
    if (exchange_from_har(exchange, text, NULL) == STATUS_OK ||
        exchange_from_json(exchange, text, catalogue, NULL) == STATUS_OK)
        return;
    exchange_release(exchange); /* what an attempt left */
    *exchange = (struct exchange){.answered = true, .timing = {-1, -1, -1, -1, -1}};
    if (text.n <= ANSWER_MAX)
        answer_read(&answer, text);
    if (answer.form == ANSWER_NOTHING || answer.form == ANSWER_TEXT ||
        answer.form == ANSWER_JSON)
        str_set(&answer.response.body, text); /* as it stands */
    exchange->response = answer.response;
    answer.response = (struct response){0};
    answer_release(&answer);
}

/* The offset behind the headers that curl -i prints; 0 where there are none. */
static size_t
headers_end(struct span head)
{
    size_t at = 0;
    struct span rest = head, line;
    if (!span_starts(head, "HTTP/"))
        return 0;
    while (span_next(&rest, '\n', &line)) {
        at = (size_t)(rest.p - head.p);
        if (!span_trim(line).n && !span_starts(rest, "HTTP/"))
            return at < head.n ? at : 0;
    }
    return 0;
}

/* The beginning of a long text: headers, if any, and a body that goes on. */
static void
read_beginning(struct saved *saved, struct str *text)
{
    struct exchange *exchange = &saved->exchange;
    size_t body = headers_end(str_span(text));
    *exchange = (struct exchange){.answered = true, .timing = {-1, -1, -1, -1, -1}};
    if (body) {
        struct answer answer = {0};
        answer_read(&answer, span_sub(str_span(text), 0, body));
        exchange->response = answer.response;
        answer.response = (struct response){0};
        answer_release(&answer);
        str_remove(text, 0, body);
    }
    str_release(&exchange->response.body);
    exchange->response.body = *text;
    *text = (struct str){0};
    saved->announced = saved->announced > body ? saved->announced - body : 0;
}

/* ---- opening ---- */

/* Room for all of it at once: it need not move. Pages that stay untouched cost nothing.
 */
static void
announce(struct saved *saved, struct str *text)
{
    struct stat about;
    if (fstat(saved->fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0)
        return;
    saved->announced = (uint64_t)about.st_size;
    if (saved->announced < SIZE_MAX / 2)
        (void)str_try_reserve(text, (size_t)saved->announced + SAVED_PIECE);
}

/* Keys come from the terminal where the answer comes through standard input. */
static enum status
open_input(struct saved *saved, struct err *err)
{
    saved->name = _("standard input");
    saved->fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (saved->fd < 0 || terminal < 0 || dup2(terminal, STDIN_FILENO) < 0)
        refuse(saved, _("no terminal beside"), err);
    if (terminal > STDIN_FILENO)
        close(terminal);
    return err->status;
}

static enum status
open_file(struct saved *saved, const char *path, struct err *err)
{
    struct stat about;
    const char *slash = strrchr(path, '/');
    saved->name = path;
    saved->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (saved->fd < 0)
        return refuse(saved, _("can't open"), err);
    if (fstat(saved->fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return refuse(saved, _("can't read"), err);
    }
    saved->name = slash && slash[1] ? slash + 1 : path;
    return STATUS_OK;
}

enum status
saved_open(struct saved *saved, const char *path, const struct catalogue *catalogue,
           clock_ms now, struct err *err)
{
    struct str text = {0};
    *saved = (struct saved){.fd = -1};
    enum status status =
        strcmp(path, "-") == 0 ? open_input(saved, err) : open_file(saved, path, err);
    if (status != STATUS_OK)
        return status;
    announce(saved, &text);
    size_t limit = SAVED_FIRST;
    bool more = true;
    while (more && text.n < limit) {
        more = read_piece(saved, &text, limit - text.n, err);
        if (text.n >= SAVED_FIRST && looks_wrapped(str_span(&text)))
            limit = WHOLE_MAX;
    }
    /* an exchange or a HAR beyond the limit is shown as the text that it is */
    if (!more && !stands_alone(str_span(&text)))
        read_whole(saved, str_span(&text), catalogue);
    else
        read_beginning(saved, &text);
    if (!more)
        close_file(saved);
    if (!saved->exchange.time)
        saved->exchange.time = now;
    str_release(&text);
    return err->status;
}

enum status
saved_read(struct saved *saved, struct err *err)
{
    struct response *response = &saved->exchange.response;
    if (saved->fd >= 0 && !read_piece(saved, &response->body, SAVED_PIECE, err))
        close_file(saved);
    if (err->status != STATUS_OK)
        response->completeness = RESPONSE_CUT;
    return err->status;
}

void
saved_release(struct saved *saved)
{
    close_file(saved);
    exchange_release(&saved->exchange);
}
