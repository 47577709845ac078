#include "config.h"

#include "api/fault_kind.h"

#include "api/error_code.h"
#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

/* clang-format off */
static const struct fault_kind kinds[] = {
#define FAULT(id, name, group, argument, usual, most, text) \
    {FAULT_##id, FAULTS_##group, name, argument, usual, most, text, NULL},
#include "api/fault_kind.def"
#undef FAULT
};
/* clang-format on */

static const struct {
    enum fault_group group;
    const char *prefix;
} products[] = {{FAULTS_MDE, "mde/"}, {FAULTS_XDR, "xdr/"}};

static struct fault_kind
kind_of_code(const struct error_code *code, enum fault_group group)
{
    bool waits = code->class == CLASS_THROTTLE;
    const char *pattern = group == FAULTS_XDR ? code->pattern_xdr : code->pattern_mde;
    return (struct fault_kind){.id = FAULT_CODE,
                               .group = group,
                               .name = code->code,
                               .argument = waits ? "SECONDS" : NULL,
                               .most = waits ? 86400 : 0,
                               .text = pattern ? pattern : "",
                               .code = code};
}

static bool
stands_in(const struct error_code *code, enum fault_group group)
{
    return group == FAULTS_MDE   ? code->mde
           : group == FAULTS_XDR ? code->xdr
                                 : error_code_documented(code);
}

bool
fault_kind_at(size_t index, struct fault_kind *kind)
{
    for (size_t i = 0; i < COUNT_OF(products); i++)
        for (const struct error_code *code = error_codes; code->code; code++)
            if (stands_in(code, products[i].group) && index-- == 0) {
                *kind = kind_of_code(code, products[i].group);
                return true;
            }
    if (index >= COUNT_OF(kinds))
        return false;
    *kind = kinds[index];
    return true;
}

const char *
fault_group_title(enum fault_group group)
{
    static const char *const titles[] = {
        [FAULTS_MDE] = N_("Codes of Defender for Endpoint"),
        [FAULTS_XDR] = N_("Codes of Defender XDR"),
        [FAULTS_LIMIT] = N_("Limits"),
        [FAULTS_NETWORK] = N_("Network"),
        [FAULTS_GATEWAY] = N_("Gateways"),
        [FAULTS_CONTENT] = N_("Content"),
        [FAULTS_FILE] = N_("Files by link"),
        [FAULTS_SIGN_IN] = N_("Sign-in"),
        [FAULTS_CODE] = N_("Codes"),
    };
    return _(titles[group]);
}

void
fault_kind_spell(const struct fault_kind *kind, struct str *out)
{
    for (size_t i = 0; i < COUNT_OF(products); i++)
        if (products[i].group == kind->group)
            str_add_text(out, products[i].prefix);
    str_add_text(out, kind->name);
    if (kind->argument)
        str_addf(out, "=%s", kind->argument);
}

void
fault_kind_tell(const struct fault_kind *kind, struct str *out)
{
    if (kind->code)
        str_addf(out, "%d%s%s", kind->code->status, *kind->text ? "  " : "",
                 kind->text);
    else
        str_add_text(out, _(kind->text));
}

void
fault_kinds_write(struct str *out)
{
    enum { NAME_COLUMNS = 30 };
    struct fault_kind kind;
    enum fault_group group = FAULTS_CODE;
    str_add_text(out, _("Kinds of faults; a code may stand without its product: then "
                        "it is worded as by the one that is called.\n"));
    for (size_t i = 0; fault_kind_at(i, &kind); i++) {
        struct str name = {0};
        if (kind.group != group)
            str_addf(out, "\n%s:\n", fault_group_title(kind.group));
        group = kind.group;
        fault_kind_spell(&kind, &name);
        str_addf(out, "  %-*s ", NAME_COLUMNS, str_text(&name));
        fault_kind_tell(&kind, out);
        str_add_byte(out, '\n');
        str_release(&name);
    }
}

/* --- an order --- */

static bool
kind_find(struct span name, struct fault_kind *kind)
{
    enum fault_group group = FAULTS_CODE;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (span_is(name, kinds[i].name)) {
            *kind = kinds[i];
            return true;
        }
    for (size_t i = 0; i < COUNT_OF(products); i++)
        if (span_starts(name, products[i].prefix)) {
            group = products[i].group;
            name = span_from(name, span_of(products[i].prefix).n);
        }
    const struct error_code *code = error_code_find(name);
    if (!code || !stands_in(code, group))
        return false;
    *kind = kind_of_code(code, group);
    return true;
}

static enum status
unknown(struct span name, struct err *err)
{
    struct nearest nearest = {0};
    struct fault_kind kind;
    for (size_t i = 0; fault_kind_at(i, &kind); i++)
        nearest_offer(&nearest, name, span_of(kind.name), i);
    if (nearest.nearness.likeness > LIKE_PART && fault_kind_at(nearest.index, &kind))
        return err_set(err, STATUS_USAGE,
                       _("there is no fault \"%.*s\"; did you mean %s?"),
                       SPAN_ARG(name), kind.name);
    return err_set(err, STATUS_USAGE,
                   _("there is no fault \"%.*s\"; defscope practice --help lists them"),
                   SPAN_ARG(name));
}

static enum status
read_times(struct fault_order *order, struct span text, struct err *err)
{
    uint64_t value;
    if (!span_number(text, FAULT_TIMES_MAX, &value) || !value)
        return err_set(err, STATUS_USAGE,
                       _("behind '*' stands for how many calls, from 1 to %d"),
                       FAULT_TIMES_MAX);
    order->times = (unsigned)value;
    return STATUS_OK;
}

static enum status
read_share(struct fault_order *order, struct span text, struct err *err)
{
    uint64_t value;
    if (!span_ends(text, "%") ||
        !span_number(span_sub(text, 0, text.n - 1), 100, &value) || !value)
        return err_set(err, STATUS_USAGE,
                       _("behind ':' stands a share of calls, from 1%% to 100%%"));
    order->share = (unsigned)value;
    return STATUS_OK;
}

static enum status
read_argument(struct fault_order *order, struct span text, struct err *err)
{
    const struct fault_kind *kind = &order->kind;
    uint64_t value = kind->usual;
    if (text.p && !kind->argument)
        return err_set(err, STATUS_USAGE, _("the fault \"%s\" takes no number"),
                       kind->name);
    if (text.p && !span_number(text, kind->most, &value))
        return err_set(err, STATUS_USAGE,
                       _("the fault \"%s\" needs a number up to %u (%s)"), kind->name,
                       kind->most, kind->argument);
    order->argument = (unsigned)value;
    return STATUS_OK;
}

enum status
fault_order_read(struct fault_order *order, struct span text, struct err *err)
{
    struct span share = text, times, name, head = {0};
    *order = (struct fault_order){.times = 1};
    span_next(&share, ':', &head);
    times = head;
    span_next(&times, '*', &head);
    span_next(&head, '=', &name);
    if (!kind_find(name, &order->kind))
        return unknown(name, err);
    enum status status = read_argument(order, head, err);
    if (status == STATUS_OK && times.p)
        status = read_times(order, times, err);
    if (status == STATUS_OK && share.p)
        status = read_share(order, share, err);
    return status;
}
