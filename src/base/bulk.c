#include "config.h"

#include "base/bulk.h"

#include "base/text.h"

void
bulk_release(struct bulk *bulk)
{
    if (bulk->kept)
        bulk->place->close(bulk->kept);
    else
        str_release(&bulk->text);
    *bulk = (struct bulk){0};
}

static enum status
write_memory(struct str *text, size_t at, const struct span *pieces, size_t count,
             size_t more, struct err *err)
{
    if (!str_try_reserve(text, more + text->n / 2) && !str_try_reserve(text, more))
        return err_set(err, STATUS_LIMIT, "%s",
                       _("there is not enough memory for it: close other programs"));
    str_cut(text, at);
    for (size_t i = 0; i < count; i++)
        str_add(text, pieces[i]);
    return STATUS_OK;
}

/* Puts the text where large ones are kept. */
static enum status
move(struct bulk *bulk, struct err *err)
{
    struct span begun = str_span(&bulk->text);
    struct str text;
    void *kept = bulk->place->open(err);
    if (!kept)
        return STATUS_IO;
    enum status status = bulk->place->write(kept, 0, &begun, 1, &text, err);
    if (status != STATUS_OK) {
        bulk->place->close(kept);
        return status;
    }
    str_release(&bulk->text);
    bulk->text = text;
    bulk->kept = kept;
    return STATUS_OK;
}

enum status
bulk_write(struct bulk *bulk, size_t at, const struct span *pieces, size_t count,
           struct err *err)
{
    const struct bulk_place *place = bulk->place;
    size_t more = 0;
    for (size_t i = 0; i < count; i++)
        more += pieces[i].n;
    if (!bulk->kept && (!place || at + more <= place->limit))
        return write_memory(&bulk->text, at, pieces, count, more, err);
    enum status status = bulk->kept ? STATUS_OK : move(bulk, err);
    return status != STATUS_OK
               ? status
               : place->write(bulk->kept, at, pieces, count, &bulk->text, err);
}
