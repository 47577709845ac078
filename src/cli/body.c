#include "config.h"

#include "cli/body.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* To where it goes, as it is. */
static bool
write_out(struct body *body, struct span bytes)
{
    if (body->failed || !bytes.n)
        return !body->failed;
    body->last = bytes.p[bytes.n - 1];
    if (body->path) {
        body->failed =
            fd_write(body->file.fd, bytes, body->path, &body->err) != STATUS_OK;
    } else {
        output_bytes(body->output, STREAM_RESULT, bytes);
        body->failed = body->output->failed;
    }
    return !body->failed;
}

/* A terminal is given whole characters only. */
static bool
write_safe(struct body *body, struct span bytes)
{
    enum { LONGEST = 4 };
    struct str shown = {0};
    str_add(&body->held, bytes);
    struct span all = str_span(&body->held);
    size_t end = all.n;
    while (end && all.n - end < LONGEST - 1 &&
           ((unsigned char)all.p[end - 1] & 0xc0) == 0x80)
        end--;
    bool starts = end && (unsigned char)all.p[end - 1] >= 0xc0;
    uint32_t c;
    if (starts && utf8_next(span_from(all, end - 1), &c) == 1)
        end--; /* its rest may come with the next piece */
    else
        end = all.n;
    sanitise_lines(&shown, span_sub(all, 0, end), SANITISE_PLAIN);
    str_remove(&body->held, 0, end);
    bool written = write_out(body, str_span(&shown));
    str_release(&shown);
    return written;
}

static bool
write_piece(void *context, struct span bytes)
{
    struct body *body = context;
    return body->safe ? write_safe(body, bytes) : write_out(body, bytes);
}

enum status
body_open(struct body *body, struct output *output, const char *path, bool pretty,
          struct err *err)
{
    *body = (struct body){.output = output, .pretty = pretty, .file = {.fd = -1}};
    if (path && strcmp(path, "-") != 0)
        body->path = path;
    body->safe = !body->path && output->terminal[STREAM_RESULT];
    json_pretty_init(&body->printer, write_piece, body);
    return body->path ? file_out_open(&body->file, body->path, err) : STATUS_OK;
}

bool
body_head(struct body *body, const struct response *response,
          const struct redactor *redactor)
{
    struct str head = {0};
    const char *reason = response->reason ? response->reason : "";
    const char *end = body->safe ? "\n" : "\r\n";
    str_addf(&head, "HTTP/1.1 %d%s%s%s", response->status, *reason ? " " : "", reason,
             end);
    for (size_t i = 0; i < response->headers.count; i++) {
        struct str line = {0};
        str_addf(&line, "%s: %s", response->headers.items[i].name,
                 response->headers.items[i].value);
        redact(redactor, str_span(&line), &head);
        str_add_text(&head, end);
        str_release(&line);
    }
    str_add_text(&head, end);
    bool written = write_piece(body, str_span(&head));
    str_release(&head);
    return written;
}

bool
body_add(struct body *body, struct span piece)
{
    body->begun |= piece.n > 0;
    return body->pretty ? json_pretty_add(&body->printer, piece)
                        : write_piece(body, piece);
}

/* What the printer and the terminal still held back. */
static void
finish(struct body *body)
{
    struct str shown = {0};
    if (body->pretty && body->begun)
        json_pretty_end(&body->printer);
    sanitise_lines(&shown, str_span(&body->held), SANITISE_PLAIN);
    write_out(body, str_span(&shown));
    str_clear(&body->held);
    str_release(&shown);
}

bool
body_next(struct body *body)
{
    finish(body);
    if (body->begun && body->last != '\n')
        write_out(body, SPAN("\n"));
    json_pretty_init(&body->printer, write_piece, body);
    body->begun = false;
    return !body->failed;
}

enum status
body_close(struct body *body, bool whole, struct err *err)
{
    finish(body);
    if (body->safe && body->begun && body->last != '\n')
        write_out(body, SPAN("\n"));
    str_release(&body->held);
    if (body->path &&
        file_out_close(&body->file, whole && !body->failed, &body->err) != STATUS_OK)
        body->failed = true;
    if (body->failed && body->path && err)
        *err = body->err;
    return body->failed && body->path ? STATUS_IO : STATUS_OK;
}
