#include "config.h"

#include "api/template.h"

#include "base/text.h"

struct section {
    struct span name;
    size_t from;        /* offset of what stands in it */
    size_t item, count; /* how often it has been written, and is to be */
};

struct writer {
    struct span text;
    size_t at;
    const char *file;
    const struct template_values *values;
    struct section open[TEMPLATE_DEPTH];
    size_t depth;
    struct str *out;
    struct err *err;
};

enum mark { MARK_VALUE, MARK_BLOCK = '>', MARK_BEGIN = '#', MARK_END = '/' };

struct tag {
    enum mark mark;
    struct span name;
    size_t from, end; /* offsets of the tag, and of what follows it */
};

static enum status
fault(const struct writer *writer, size_t at, const char *why, struct span name)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += writer->text.p[i] == '\n';
    err_set(writer->err, STATUS_INPUT, "%s:%zu: {{%.*s}}: %s", writer->file, line,
            SPAN_ARG(name), why);
    return STATUS_INPUT;
}

/* Widens the tag over its line where nothing else stands there. */
static void
take_line(const struct writer *writer, struct tag *tag)
{
    size_t from = tag->from, end = tag->end;
    const char *p = writer->text.p;
    while (from > 0 && (p[from - 1] == ' ' || p[from - 1] == '\t'))
        from--;
    while (end < writer->text.n && (p[end] == ' ' || p[end] == '\t' || p[end] == '\r'))
        end++;
    bool begins = from == 0 || p[from - 1] == '\n';
    if (!begins || (end < writer->text.n && p[end] != '\n'))
        return;
    tag->from = from;
    tag->end = end < writer->text.n ? end + 1 : end;
}

/* The next one from the present place on. False: there is none. */
static bool
next_tag(const struct writer *writer, struct tag *tag)
{
    struct span text = writer->text;
    size_t from = span_find(text, writer->at, SPAN("{{"));
    size_t end = span_find(text, from, SPAN("}}"));
    if (end >= text.n)
        return false;
    struct span inside = span_trim(span_sub(text, from + 2, end));
    *tag = (struct tag){MARK_VALUE, inside, from, end + 2};
    if (inside.n && (inside.p[0] == MARK_BLOCK || inside.p[0] == MARK_BEGIN ||
                     inside.p[0] == MARK_END)) {
        tag->mark = (enum mark)inside.p[0];
        tag->name = span_trim(span_from(inside, 1));
    }
    if (tag->mark == MARK_BEGIN || tag->mark == MARK_END)
        take_line(writer, tag);
    return true;
}

/* Past the section whose opening tag has just been read. */
static enum status
skip(struct writer *writer, const struct tag *opening)
{
    size_t depth = 1;
    struct tag tag;
    while (next_tag(writer, &tag)) {
        writer->at = tag.end;
        depth += tag.mark == MARK_BEGIN;
        depth -= tag.mark == MARK_END;
        if (!depth)
            return STATUS_OK;
    }
    return fault(writer, opening->from, _("it is never closed"), opening->name);
}

static enum status
begin(struct writer *writer, const struct tag *tag)
{
    size_t count;
    if (!writer->values->count(writer->values->owner, tag->name, &count))
        return fault(writer, tag->from, _("there is nothing of that name here"),
                     tag->name);
    if (writer->depth == TEMPLATE_DEPTH)
        return fault(writer, tag->from, _("it is nested too deep"), tag->name);
    if (!count)
        return skip(writer, tag);
    writer->open[writer->depth++] = (struct section){tag->name, tag->end, 0, count};
    writer->values->enter(writer->values->owner, tag->name, 0);
    return STATUS_OK;
}

static enum status
end(struct writer *writer, const struct tag *tag)
{
    struct section *section = writer->depth ? &writer->open[writer->depth - 1] : NULL;
    if (!section || !span_equal(section->name, tag->name))
        return fault(writer, tag->from, _("it closes what is not open"), tag->name);
    if (++section->item < section->count) {
        writer->at = section->from;
        writer->values->enter(writer->values->owner, section->name, section->item);
    } else {
        writer->depth--;
    }
    return STATUS_OK;
}

static enum status
take(struct writer *writer, const struct tag *tag)
{
    writer->at = tag->end;
    if (tag->mark == MARK_BEGIN)
        return begin(writer, tag);
    if (tag->mark == MARK_END)
        return end(writer, tag);
    if (!writer->values->put(writer->values->owner, tag->name, tag->mark == MARK_BLOCK,
                             writer->out))
        return fault(writer, tag->from, _("there is nothing of that name here"),
                     tag->name);
    return STATUS_OK;
}

enum status
template_write(struct str *out, struct span text, const char *file,
               const struct template_values *values, struct err *err)
{
    struct writer writer = {
        .text = text, .file = file, .values = values, .out = out, .err = err};
    struct tag tag;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && next_tag(&writer, &tag)) {
        str_add(out, span_sub(text, writer.at, tag.from));
        status = take(&writer, &tag);
    }
    if (status == STATUS_OK && writer.depth)
        status = fault(&writer, text.n, _("it is never closed"),
                       writer.open[writer.depth - 1].name);
    if (status == STATUS_OK)
        str_add(out, span_from(text, writer.at));
    return status;
}
