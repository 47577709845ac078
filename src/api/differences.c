#include "config.h"

#include "api/differences.h"

#include "api/profile.h"
#include "api/successor.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

void
differences_release(struct differences *differences)
{
    for (size_t i = 0; i < differences->count; i++) {
        mem_free(differences->items[i].where);
        mem_free(differences->items[i].from);
        mem_free(differences->items[i].to);
    }
    mem_free(differences->items);
    *differences = (struct differences){0};
}

void
differences_add(struct differences *differences, enum difference_kind kind,
                const char *where, const char *from, const char *to)
{
    ARRAY_GROW(differences->items, differences->count, differences->room);
    differences->items[differences->count++] =
        (struct difference){kind, mem_strdup(where), mem_strdup(from), mem_strdup(to)};
}

size_t
differences_count(const struct differences *differences, enum difference_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < differences->count; i++)
        count += differences->items[i].kind == kind;
    return count;
}

const char *
difference_kind_name(enum difference_kind kind)
{
    static const char *const words[] = {
        [DIFFERENCE_REQUEST] = "request",
        [DIFFERENCE_HOST] = "host",
        [DIFFERENCE_APPLICATION] = "application",
        [DIFFERENCE_DELEGATED] = "delegated",
        [DIFFERENCE_ROLE] = "portal-role",
        [DIFFERENCE_LIMITS] = "limits",
        [DIFFERENCE_TRACKING] = "tracking-id",
        [DIFFERENCE_NAME] = "name",
        [DIFFERENCE_PROPERTY] = "property",
        [DIFFERENCE_VALUE] = "value",
        [DIFFERENCE_ADDED] = "added",
        [DIFFERENCE_LEFT] = "left",
        [DIFFERENCE_ANSWER] = "answer",
        [DIFFERENCE_NOTE] = "note",
    };
    return words[kind];
}

/* --- of the calls --- */

static void
add_unless_same(struct differences *differences, enum difference_kind kind,
                const char *from, const char *to)
{
    if (strcmp(from, to) != 0)
        differences_add(differences, kind, NULL, from, to);
}

static void
write_request(struct str *out, const struct operation *operation)
{
    str_addf(out, "%s %s", operation->method, operation->path);
}

static void
write_host(struct str *out, const struct operation *operation)
{
    const char *base = product_base(operation->product);
    str_add_text(out, base ? base : operation->source);
}

static void
write_names(struct str *out, names list)
{
    for (names one = list; one && *one; one++)
        str_addf(out, "%s%s", one == list ? "" : _(" or "), *one);
    if (!out->n)
        str_add_text(out, _("not told"));
}

static void
write_application(struct str *out, const struct operation *operation)
{
    write_names(out, operation->permissions_application);
}

static void
write_delegated(struct str *out, const struct operation *operation)
{
    write_names(out, operation->permissions_delegated);
}

static void
write_role(struct str *out, const struct operation *operation)
{
    str_add_text(out, operation->portal_role ? operation->portal_role : _("not told"));
}

static void
write_limits(struct str *out, const struct operation *operation)
{
    about_limits(out, operation);
    if (!out->n)
        str_add_text(out, _("not told"));
}

static void
write_tracking(struct str *out, const struct operation *operation)
{
    str_add_text(out, operation->product == PRODUCT_GRAPH
                          ? "error.innerError.request-id"
                          : "error.target");
}

void
differences_of_calls(struct differences *differences, const struct operation *from,
                     const struct operation *to)
{
    static void (*const writers[])(struct str *, const struct operation *) = {
        [DIFFERENCE_REQUEST] = write_request,
        [DIFFERENCE_HOST] = write_host,
        [DIFFERENCE_APPLICATION] = write_application,
        [DIFFERENCE_DELEGATED] = write_delegated,
        [DIFFERENCE_ROLE] = write_role,
        [DIFFERENCE_LIMITS] = write_limits,
        [DIFFERENCE_TRACKING] = write_tracking,
    };
    for (size_t i = 0; i < COUNT_OF(writers); i++) {
        struct str old = {0}, new = {0};
        writers[i](&old, from);
        writers[i](&new, to);
        add_unless_same(differences, (enum difference_kind)i, str_text(&old),
                        str_text(&new));
        str_release(&old);
        str_release(&new);
    }
}

/* --- of names and values --- */

static void
add_change(struct differences *differences, const struct operation *from,
           const struct change *change)
{
    switch (change->kind) {
    case CHANGE_PLACE: {
        const struct change *other =
            change_find(from, CHANGE_OPERATION, NULL, span_of(change->from));
        if (change->to)
            differences_add(differences, DIFFERENCE_NAME, NULL, change->from,
                            change->to);
        else
            differences_add(differences, DIFFERENCE_LEFT, change->from, NULL,
                            other ? other->to : NULL);
        break;
    }
    case CHANGE_PROPERTY:
        if (change->to)
            differences_add(differences, DIFFERENCE_PROPERTY, NULL, change->from,
                            change->to);
        else
            differences_add(differences, DIFFERENCE_LEFT, "query:$filter", change->from,
                            NULL);
        break;
    case CHANGE_VALUE:
        differences_add(differences, DIFFERENCE_VALUE, change->of, change->from,
                        change->to);
        break;
    case CHANGE_ADD:
        differences_add(differences, DIFFERENCE_ADDED, change->from, NULL, change->to);
        break;
    case CHANGE_OPERATION:
    case CHANGE_ANSWER:
        break;
    }
}

/* Enumerated values that differ by case alone, of names that both have. */
static void
add_cases(struct differences *differences, const struct operation *operation,
          const struct schema *from, const struct schema *to)
{
    for (names old = from->values; old && *old; old++) {
        for (names new = to->values; new &&*new; new ++) {
            if (strcmp(*old, *new) != 0 && span_is_nocase(span_of(*old), *new) &&
                !change_find(operation, CHANGE_VALUE, from->name, span_of(*old)))
                differences_add(differences, DIFFERENCE_VALUE, from->name, *old, *new);
        }
    }
}

static void
add_body_cases(struct differences *differences, const struct operation *from,
               const struct operation *to)
{
    if (!from->body || !to->body)
        return;
    for (unsigned i = 0; i < from->body->property_count; i++) {
        const struct schema *old = &from->body->properties[i];
        for (unsigned k = 0; k < to->body->property_count; k++) {
            const struct schema *new = &to->body->properties[k];
            if (span_is_nocase(span_of(old->name), new->name))
                add_cases(differences, from, old, new);
        }
    }
}

static bool
offers(const struct operation *operation, const char *option)
{
    for (names one = operation->odata ? operation->odata->options : NULL; one && *one;
         one++) {
        if (strcmp(*one, option) == 0)
            return true;
    }
    return false;
}

void
differences_of_names(struct differences *differences, const struct operation *from,
                     const struct operation *to)
{
    const struct succession *succession = from->succession;
    for (unsigned i = 0; succession && i < succession->count; i++)
        add_change(differences, from, &succession->changes[i]);
    add_body_cases(differences, from, to);
    for (names one = from->odata ? from->odata->options : NULL; one && *one; one++) {
        struct str place = {0};
        str_addf(&place, "query:%s", *one);
        if (!offers(to, *one))
            differences_add(differences, DIFFERENCE_LEFT, str_text(&place), NULL, NULL);
        str_release(&place);
    }
}

void
differences_of_answers(struct differences *differences, const struct operation *from)
{
    const struct succession *succession = from->succession;
    for (unsigned i = 0; succession && i < succession->count; i++) {
        const struct change *change = &succession->changes[i];
        if (change->kind == CHANGE_ANSWER)
            differences_add(differences, DIFFERENCE_ANSWER, NULL, change->from,
                            change->to);
    }
    for (names note = succession ? succession->notes : NULL; note && *note; note++)
        differences_add(differences, DIFFERENCE_NOTE, NULL, NULL, *note);
}
