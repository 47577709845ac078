#include "config.h"

#include "practice/record.h"

#include "api/exchange.h"
#include "base/memory.h"
#include "base/text.h"
#include "practice/files.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct record {
    const struct catalogue *catalogue;
    char *path;
    int fd;
    pthread_mutex_t lock; /* for what follows, and the file */
    unsigned long count;
    bool failed;
};

struct record *
record_open(const char *path, const struct catalogue *catalogue, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) {
        err_set(err, STATUS_IO, _("the record \"%s\": %s"), path, strerror(errno));
        return NULL;
    }
    struct record *record = mem_alloc(sizeof *record);
    record->catalogue = catalogue;
    record->path = mem_strdup(path);
    record->fd = fd;
    pthread_mutex_init(&record->lock, NULL);
    return record;
}

void
record_close(struct record *record)
{
    if (!record)
        return;
    close(record->fd);
    pthread_mutex_destroy(&record->lock);
    mem_free(record->path);
    mem_free(record);
}

static char *
owned(struct span text)
{
    struct str copy = str_dup(text);
    return str_take(&copy);
}

static void
fill_request(struct exchange *exchange, const struct practice_request *request)
{
    struct str url = {0};
    const char *host = pairs_get_nocase(request->headers, "Host");
    str_addf(&url, "http://%s%.*s", host ? host : "127.0.0.1",
             SPAN_ARG(request->target));
    exchange->request.method = owned(request->method);
    exchange->request.url = str_take(&url);
    for (size_t i = 0; i < request->headers->count; i++) {
        const struct pair *pair = &request->headers->items[i];
        struct str value = {0};
        redact_header(NULL, span_of(pair->name), span_of(pair->value), &value);
        pairs_add(&exchange->request.headers, span_of(pair->name), str_span(&value));
        str_release(&value);
    }
    exchange->request.has_body = request->body.n > 0;
    str_set(&exchange->request.body, request->body);
}

static void
fill_answer(struct exchange *exchange, const struct practice_answer *answer)
{
    exchange->answered = true;
    exchange->response.status = answer->status;
    exchange->response.wire_bytes = answer->body.n;
    str_set(&exchange->response.body, str_span(&answer->body));
    for (size_t i = 0; i < answer->headers.count; i++)
        pairs_add(&exchange->response.headers, span_of(answer->headers.items[i].name),
                  span_of(answer->headers.items[i].value));
}

/* One line, or nothing of it. */
static void
write_line(struct record *record, struct span line)
{
    struct stat info;
    bool measured = fstat(record->fd, &info) == 0 && S_ISREG(info.st_mode);
    if (file_write_all(record->fd, line)) {
        record->failed = false;
        return;
    }
    int reason = errno;
    if (measured && ftruncate(record->fd, info.st_size) < 0)
        reason = errno;
    if (!record->failed)
        fprintf(stderr,
                _("defscope practice: the record \"%s\": %s; it goes on without\n"),
                record->path, strerror(reason));
    record->failed = true;
}

void
record_add(struct record *record, const struct practice_request *request,
           const struct practice_answer *answer, const struct now *from,
           const struct now *to)
{
    if (!record)
        return;
    struct exchange exchange = {.time = from->wall};
    struct request parsed = {0};
    struct err err;
    struct str id = {0}, line = {0};
    if (request_parse(&parsed, record->catalogue, request->method, request->target,
                      &err) == STATUS_OK)
        exchange.operation = parsed.operation;
    fill_request(&exchange, request);
    fill_answer(&exchange, answer);
    exchange.timing = (struct timing){.dns = -1, .connect = -1, .tls = -1};
    exchange.timing.first_byte = exchange.timing.total =
        (double)(to->steady - from->steady);
    pthread_mutex_lock(&record->lock);
    str_addf(&id, "p%lu", ++record->count);
    exchange.id = str_take(&id);
    cJSON *tree = exchange_json(&exchange, NULL, NULL);
    char *text = cJSON_PrintUnformatted(tree);
    str_add_text(&line, text);
    str_add_byte(&line, '\n');
    write_line(record, str_span(&line));
    pthread_mutex_unlock(&record->lock);
    cJSON_free(text);
    cJSON_Delete(tree);
    str_release(&line);
    request_release(&parsed);
    exchange_release(&exchange);
}
