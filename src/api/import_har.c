/* HAR 1.2: every entry's request, of a whole log or of one entry. */
#include "config.h"

#include "api/import_parts.h"

#include "base/base64.h"
#include "base/text.h"

#include <cjson/cJSON.h>

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static struct span
text_of(const cJSON *object, const char *name)
{
    return span_of(cJSON_GetStringValue(member(object, name)));
}

static void
read_body(struct importer *importer, struct incoming *incoming, const cJSON *post)
{
    struct span text = text_of(post, "text");
    if (!post)
        return;
    if (!text.p && cJSON_GetArraySize(member(post, "params")) > 0) {
        importer_leave_out(importer, "%s",
                           _("forms are not taken over; give the whole "
                             "body with --body"));
        return;
    }
    incoming->has_body = true;
    if (span_is(text_of(post, "encoding"), "base64"))
        base64_decode(&incoming->body, text);
    else
        str_set(&incoming->body, text);
}

static void
read_request(struct importer *importer, const cJSON *request)
{
    struct incoming incoming = {0};
    const cJSON *header;
    str_set(&incoming.method, text_of(request, "method"));
    str_set(&incoming.url, text_of(request, "url"));
    cJSON_ArrayForEach(header, member(request, "headers"))
        pairs_add(&incoming.headers, text_of(header, "name"), text_of(header, "value"));
    read_body(importer, &incoming, member(request, "postData"));
    importer_add(importer, &incoming);
    incoming_release(&incoming);
}

enum status
import_har(struct importer *importer, struct span text)
{
    cJSON *json = cJSON_ParseWithLength(text.p, text.n);
    const cJSON *entries = member(member(json, "log"), "entries"), *entry;
    const cJSON *alone = member(json, "request"); /* one entry, as it is copied */
    enum status status = STATUS_OK;
    if (!json)
        status =
            err_set(importer->err, STATUS_INPUT, "%s", _("it is no JSON, and HAR is"));
    else if (cJSON_IsObject(alone))
        read_request(importer, alone);
    else if (!cJSON_IsArray(entries))
        status = err_set(importer->err, STATUS_INPUT, "%s",
                         _("it has no log.entries: no HAR"));
    cJSON_ArrayForEach(entry, entries) read_request(importer, member(entry, "request"));
    cJSON_Delete(json);
    return status;
}
