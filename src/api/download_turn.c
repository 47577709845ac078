/* Downloads: what an answer's head means, what is kept to go on, and why nothing came.
 */
#include "config.h"

#include "api/download.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

static const char heading[] = "defscope partial file 1";

/* --- what is kept beside a partial file --- */

void
download_mark_release(struct download_mark *mark)
{
    mem_free(mark->source);
    mem_free(mark->tag);
    mem_free(mark->md5);
    *mark = (struct download_mark){0};
}

void
download_mark_write(const struct download_mark *mark, struct str *out)
{
    str_addf(out, "%s\n", heading);
    if (mark->source)
        str_addf(out, "source %s\n", mark->source);
    if (mark->tag)
        str_addf(out, "tag %s\n", mark->tag);
    if (mark->md5)
        str_addf(out, "md5 %s\n", mark->md5);
    if (mark->sized)
        str_addf(out, "size %" PRIu64 "\n", mark->size);
}

static void
set_text(char **to, struct span text)
{
    struct str copy = str_dup(text);
    mem_free(*to);
    *to = str_take(&copy);
}

bool
download_mark_read(struct download_mark *mark, struct span text)
{
    struct span line, name;
    if (!span_next(&text, '\n', &line) || !span_is(line, heading))
        return false;
    while (span_next(&text, '\n', &line)) {
        struct span value = line;
        span_next(&value, ' ', &name);
        if (span_is(name, "source"))
            set_text(&mark->source, value);
        else if (span_is(name, "tag"))
            set_text(&mark->tag, value);
        else if (span_is(name, "md5"))
            set_text(&mark->md5, value);
        else if (span_is(name, "size"))
            mark->sized = span_number(value, INT64_MAX, &mark->size);
    }
    return mark->source != NULL;
}

/* "bytes FIRST-LAST/SIZE" or "bytes *" "/SIZE" (RFC 9110, 14.4). */
struct content_range {
    uint64_t first, last, size;
    bool placed, sized;
};

static bool
read_content_range(const struct response *response, struct content_range *range)
{
    struct span text = span_of(response_header(response, "Content-Range"));
    struct span size, place = {0}, last, first = {0};
    *range = (struct content_range){0};
    if (!span_starts_nocase(text, "bytes "))
        return false;
    size = span_from(text, 6);
    span_next(&size, '/', &place);
    last = place;
    span_next(&last, '-', &first);
    range->placed = span_number(span_trim(first), INT64_MAX, &range->first) &&
                    span_number(span_trim(last), INT64_MAX, &range->last);
    range->sized = span_number(span_trim(size), INT64_MAX, &range->size);
    return range->placed || range->sized;
}

/* Only a strong tag says that two answers have the same bytes (RFC 9110, 8.8.1). */
static void
learn_tag(struct download_mark *mark, const char *tag)
{
    if (tag && tag[0] == '"' && strlen(tag) < 200)
        set_text(&mark->tag, span_of(tag));
}

void
download_mark_learn(struct download_mark *mark, const struct response *response)
{
    const char *length = response_header(response, "Content-Length");
    const char *md5 = response_header(response, "x-ms-blob-content-md5");
    struct content_range range;
    learn_tag(mark, response_header(response, "ETag"));
    if (!md5 && response->status == 200)
        md5 = response_header(response, "Content-MD5");
    if (md5 && strlen(md5) == 24)
        set_text(&mark->md5, span_of(md5));
    if (response->status == 200 && length)
        mark->sized = span_number(span_of(length), INT64_MAX, &mark->size);
    else if (read_content_range(response, &range) && range.sized) {
        mark->sized = true;
        mark->size = range.size;
    }
}

/* --- what to make of an answer --- */

/* Nothing says that the answer is of another version than the one begun with. */
static bool
same_tag(const struct download_mark *mark, const struct response *response)
{
    const char *tag = response_header(response, "ETag");
    return !mark->tag || !tag || strcmp(tag, mark->tag) == 0;
}

enum download_turn
download_turn(const struct response *response, const struct download_mark *mark,
              uint64_t have)
{
    struct content_range range;
    bool told = read_content_range(response, &range);
    if (response->status == 200)
        return DOWNLOAD_FROM_START;
    if (response->status == 416 && have && told && range.sized && range.size == have)
        return DOWNLOAD_COMPLETE;
    if (response->status != 206)
        return DOWNLOAD_REFUSED;
    if (have && !same_tag(mark, response))
        return DOWNLOAD_MISPLACED; /* RFC 9110, 15.3.7.3: parts of two versions */
    if (!told || !range.placed || range.first != have || range.last < range.first ||
        (mark->sized && range.sized && range.size != mark->size))
        return DOWNLOAD_MISPLACED;
    return DOWNLOAD_GO_ON;
}

/* --- why no file came --- */

void
download_add_time(struct str *out, clock_ms at)
{
    struct civil c = clock_civil(at);
    str_addf(out, "%04d-%02u-%02u %02u:%02u:%02u UTC", (int)c.year, c.month, c.day,
             c.hour, c.minute, c.second);
}

void
download_tell_end(const struct download_link *link, clock_ms now, struct str *out)
{
    enum { SECOND = 1000 };
    struct str at = {0};
    uint64_t left = link->until > now ? (uint64_t)(link->until - now) / SECOND : 0;
    if (!link->until) {
        str_add_text(out, _("no end is told"));
    } else if (link->until > now) {
        str_addf(&at, "%" PRIu64 ":%02u:%02u", left / 3600, (unsigned)(left / 60 % 60),
                 (unsigned)(left % 60));
        str_addf(out, _("ends in %s"), str_text(&at));
    } else {
        download_add_time(&at, link->until);
        str_addf(out, _("ended at %s"), str_text(&at));
    }
    str_release(&at);
}

static const struct {
    const char *code;
    int status;
    const char *text;
} refusals[] = {
    {"AuthorizationSourceIPMismatch", 403,
     N_("the link is good for other addresses than this machine's: fetch it from the "
        "network that the request was sent from")},
    {"AuthorizationProtocolMismatch", 403,
     N_("the link is good for another protocol: ask for a new one")},
    {"AuthorizationPermissionMismatch", 403,
     N_("the link does not allow to read the file: ask for a new one")},
    {"AuthorizationFailure", 403,
     N_("the storage lets in only some networks: fetch it from the network that the "
        "request was sent from")},
    {"AuthenticationFailed", 403,
     N_("the storage does not take the link's signature: it was changed or cut on the "
        "way here; ask for a new link")},
    {"BlobNotFound", 404, N_("the file is not there any more: ask for a new link")},
    {"ServerBusy", 503, N_("the storage has too much to do: try again in a minute")},
    {NULL, 403, N_("the storage refuses the link: ask for a new one")},
    {NULL, 404, N_("there is no such file: ask for a new link")},
    {NULL, 410, N_("the file is not there any more: ask for a new link")},
    {NULL, 416, N_("the file is shorter than what is here: fetch it from the start")},
    {NULL, 429, N_("the storage has too much to do: try again in a minute")},
    {NULL, 503, N_("the storage has too much to do: try again in a minute")},
};

/* <Code>NAME</Code> of the XML, or the header that says the same. */
static struct span
code_of(const struct response *response)
{
    static const char open[] = "<Code>";
    const char *header = response_header(response, "x-ms-error-code");
    struct span body = str_span(&response->body);
    size_t at = span_find(body, 0, span_of(open));
    if (header)
        return span_of(header);
    if (at >= body.n)
        return (struct span){0};
    body = span_from(body, at + sizeof open - 1);
    return span_sub(body, 0, span_find_byte(body, 0, '<'));
}

static const char *
known_refusal(int status, struct span code)
{
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const char *named = refusals[i].code;
        if (named ? span_is(code, named) : refusals[i].status == status)
            return _(refusals[i].text);
    }
    return NULL;
}

/* "MARK [Mon, 23 Nov 2026 18:00:00 GMT]" in the refusal's detail. */
static bool
read_detail(const struct response *response, const char *mark, clock_ms now,
            clock_ms *at)
{
    struct span body = str_span(&response->body);
    size_t found = span_find(body, 0, span_of(mark));
    struct span date = span_from(body, found + strlen(mark));
    return found < body.n &&
           clock_parse_http_date(span_sub(date, 0, span_find_byte(date, 0, ']')), now,
                                 at);
}

/* When the link's time ended, by the storage's own words and clock where they are
 * known; 0: it did not. */
static clock_ms
ended_at(const struct download_link *link, const struct response *response,
         clock_ms now)
{
    struct span date = span_of(response_header(response, "Date"));
    clock_ms until = link->until, current = now;
    if (!read_detail(response, "Current [", now, &current))
        (void)clock_parse_http_date(date, now, &current);
    (void)read_detail(response, "Expiry [", now, &until);
    return until <= current ? until : 0;
}

void
download_refusal(const struct download_link *link, const struct response *response,
                 clock_ms now, struct str *out)
{
    int status = response->status;
    struct span code = code_of(response);
    struct str told = {0};
    bool signature =
        status == 403 && (!code.n || span_is(code, "AuthenticationFailed"));
    clock_ms ended = signature ? ended_at(link, response, now) : 0;
    sanitise_line(&told, span_sub(code, 0, 80), SANITISE_PLAIN);
    const char *known = known_refusal(status, code);
    if (ended) {
        struct str at = {0};
        download_add_time(&at, ended);
        str_addf(out,
                 _("the link ended at %s; ask for a new one: send the request "
                   "again"),
                 str_text(&at));
        str_release(&at);
    } else if (status >= 300 && status < 400) {
        str_addf(out,
                 _("the storage points to another place (%d), and a link with a "
                   "signature is not carried there: ask for a new link"),
                 status);
    } else if (known) {
        str_addf(out, "%s (%d%s%s)", known, status, told.n ? " " : "", str_text(&told));
    } else {
        str_addf(out, _("the storage answered %d %s: try again, or ask for a new link"),
                 status, told.n ? str_text(&told) : status_reason(status));
    }
    str_release(&told);
}
