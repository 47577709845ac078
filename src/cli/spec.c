#include "config.h"

#include "cli/spec.h"

#include "base/text.h"
#include "io/files.h"

/* Those that came since. */
static void
say_troubles(struct context *context, size_t from, size_t more)
{
    const struct openapi *own = &context->own;
    for (size_t i = from; i < own->trouble_count; i++) {
        struct str text = {0};
        openapi_trouble_text(&own->troubles[i], &text);
        output_text(&context->output, STREAM_REMARK, TONE_WARN, "%s\n",
                    str_text(&text));
        str_release(&text);
    }
    if (own->more_troubles > more)
        output_text(&context->output, STREAM_REMARK, TONE_WARN,
                    ngettext("... and %zu more\n", "... and %zu more\n",
                             own->more_troubles - more),
                    own->more_troubles - more);
}

static enum status
add(struct context *context, const char *file, struct span text, struct err *err)
{
    struct openapi *own = &context->own;
    struct openapi_text document = {.name = file, .text = text, .own = true};
    size_t from = own->trouble_count, more = own->more_troubles;
    unsigned before = own->catalogue.count;
    enum status status = openapi_add(own, &document, err);
    bool used = own->catalogue.count > before;
    if (!used || !context->output.quiet)
        say_troubles(context, from, more);
    return used ? STATUS_OK : status;
}

enum status
spec_open(struct context *context, const char *file, struct err *err)
{
    struct str text = {0};
    /* one byte more than is read, so that the reader says what is too large */
    enum status status = file_read(file, OPENAPI_BYTES_MAX + 1, &text, err);
    if (status == STATUS_OK) {
        if (!context->own.catalogue.count)
            openapi_begin_with(&context->own, context->catalogue);
        status = add(context, file, str_span(&text), err);
        context->catalogue = &context->own.catalogue;
    }
    str_release(&text);
    return status;
}

enum status
spec_open_given(struct context *context, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < argument_count(arguments, "spec") && status == STATUS_OK;
         i++)
        status = spec_open(context, argument_at(arguments, "spec", i), err);
    return status;
}
