#include "config.h"

#include "cli/options.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

const struct option_spec common_options[] = {
    {'p', "profile", TAKES_VALUE, "NAME",
     N_("the tenant to talk to: practice, token, or your own")},
    {0, "spec", TAKES_VALUE, "FILE", N_("your own API: an OpenAPI document (JSON)")},
    {0, "json", TAKES_NONE, NULL, N_("JSON in place of text")},
    {0, "lang", TAKES_VALUE, "en|zh_CN", N_("the language of texts")},
    {0, "color", TAKES_VALUE, "auto|always|never", N_("colours; NO_COLOR is obeyed")},
    {0, "plain", TAKES_NONE, NULL,
     N_("the explorer line by line, for screen readers and simple terminals")},
    {'q', "quiet", TAKES_NONE, NULL, N_("say less on standard error")},
    {'h', "help", TAKES_NONE, NULL, N_("this help")},
    {'V', "version", TAKES_NONE, NULL, N_("the version")},
    {0},
};

enum { TABLES = 2 };

static void
tables_of(const struct arguments *arguments, const struct option_spec *tables[TABLES])
{
    tables[0] = common_options;
    tables[1] = arguments->own;
}

static const struct option_spec *
by_letter(const struct arguments *arguments, char letter)
{
    const struct option_spec *tables[TABLES];
    tables_of(arguments, tables);
    for (size_t i = 0; i < TABLES; i++)
        for (const struct option_spec *spec = tables[i]; spec && spec->name; spec++)
            if (spec->letter == letter)
                return spec;
    return NULL;
}

static enum status
unknown_option(const struct arguments *arguments, struct span name, struct err *err)
{
    const struct option_spec *tables[TABLES], *all[64];
    struct nearest nearest = {0};
    size_t count = 0;
    tables_of(arguments, tables);
    for (size_t i = 0; i < TABLES; i++) {
        for (const struct option_spec *spec = tables[i];
             spec && spec->name && count < COUNT_OF(all); spec++) {
            nearest_offer(&nearest, name, span_of(spec->name), count);
            all[count++] = spec;
        }
    }
    const char *help = arguments->command ? arguments->command : "";
    const char *space = arguments->command ? " " : "";
    if (nearest.nearness.likeness > LIKE_PART)
        return err_set(err, STATUS_USAGE,
                       _("--%.*s: no such option. Did you mean --%s? \"defscope%s%s "
                         "--help\" lists all"),
                       SPAN_ARG(name), all[nearest.index]->name, space, help);
    return err_set(err, STATUS_USAGE,
                   _("--%.*s: no such option. \"defscope%s%s --help\" lists all"),
                   SPAN_ARG(name), space, help);
}

/* By its whole name, or by a beginning that only one has. */
static enum status
by_name(const struct arguments *arguments, struct span name,
        const struct option_spec **found, struct err *err)
{
    const struct option_spec *tables[TABLES], *other = NULL;
    tables_of(arguments, tables);
    *found = NULL;
    for (size_t i = 0; i < TABLES; i++) {
        for (const struct option_spec *spec = tables[i]; spec && spec->name; spec++) {
            if (span_is(name, spec->name)) {
                *found = spec;
                return STATUS_OK;
            }
            if (name.n && span_equal(name, span_sub(span_of(spec->name), 0, name.n))) {
                other = *found;
                *found = spec;
            }
        }
    }
    if (other)
        return err_set(err, STATUS_USAGE,
                       _("--%.*s: it could be --%s or --%s. Write more of it"),
                       SPAN_ARG(name), other->name, (*found)->name);
    return *found ? STATUS_OK : unknown_option(arguments, name, err);
}

static void
add_given(struct arguments *arguments, const struct option_spec *spec,
          const char *value)
{
    ARRAY_GROW(arguments->given, arguments->given_count, arguments->given_room);
    arguments->given[arguments->given_count++] = (struct given){spec, value};
}

/* What is left of the command line. */
struct rest {
    char *const *argv;
    int argc, at;
};

static const char *
next(struct rest *rest)
{
    return rest->at < rest->argc ? rest->argv[rest->at++] : NULL;
}

static enum status
take_long(struct arguments *arguments, const char *word, struct rest *rest,
          struct err *err)
{
    struct span text = span_of(word + 2);
    size_t equals = span_find_byte(text, 0, '=');
    struct span name = span_sub(text, 0, equals);
    const char *value = equals < text.n ? text.p + equals + 1 : NULL;
    const struct option_spec *spec;
    enum status status = by_name(arguments, name, &spec, err);
    if (status != STATUS_OK)
        return status;
    if (spec->takes == TAKES_NONE && value)
        return err_set(err, STATUS_USAGE,
                       _("--%s: it takes no value. Leave out \"=%s\""), spec->name,
                       value);
    if (spec->takes == TAKES_VALUE && !value && !(value = next(rest)))
        return err_set(err, STATUS_USAGE,
                       _("--%s: its value is missing. Write --%s=%s"), spec->name,
                       spec->name, spec->value);
    add_given(arguments, spec, value);
    return STATUS_OK;
}

static enum status
unknown_letter(const struct arguments *arguments, const char *letter, struct err *err)
{
    uint32_t c;
    int n = (int)utf8_next(span_of(letter), &c);
    return err_set(err, STATUS_USAGE,
                   _("-%.*s: no such option. \"defscope%s%s --help\" lists all"), n,
                   letter, arguments->command ? " " : "",
                   arguments->command ? arguments->command : "");
}

/* -qi, -oFILE, -o FILE */
static enum status
take_letters(struct arguments *arguments, const char *word, struct rest *rest,
             struct err *err)
{
    for (const char *letter = word + 1; *letter; letter++) {
        const struct option_spec *spec = by_letter(arguments, *letter);
        const char *value = NULL;
        if (!spec)
            return unknown_letter(arguments, letter, err);
        if (spec->takes == TAKES_VALUE) {
            value = letter[1] ? letter + 1 : next(rest);
            if (!value)
                return err_set(err, STATUS_USAGE,
                               _("-%c: its value is missing. Write -%c %s"), *letter,
                               *letter, spec->value);
        }
        add_given(arguments, spec, value);
        if (value)
            break;
    }
    return STATUS_OK;
}

enum status
arguments_parse(struct arguments *arguments, int argc, char *const *argv,
                const struct option_spec *(*options_of)(const char *command),
                struct err *err)
{
    struct rest rest = {argv, argc, 1};
    enum status status = STATUS_OK;
    bool ended = false;
    *arguments = (struct arguments){0};
    for (const char *word; status == STATUS_OK && (word = next(&rest));) {
        if (!ended && strcmp(word, "--") == 0)
            ended = true;
        else if (!ended && strncmp(word, "--", 2) == 0)
            status = take_long(arguments, word, &rest, err);
        else if (!ended && word[0] == '-' && word[1])
            status = take_letters(arguments, word, &rest, err);
        else if (!arguments->command) {
            arguments->command = word;
            arguments->own = options_of(word);
        } else {
            ARRAY_GROW(arguments->operands, arguments->operand_count,
                       arguments->operand_room);
            arguments->operands[arguments->operand_count++] = word;
        }
    }
    return status;
}

void
arguments_release(struct arguments *arguments)
{
    mem_free(arguments->given);
    mem_free(arguments->operands);
    *arguments = (struct arguments){0};
}

size_t
argument_count(const struct arguments *arguments, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < arguments->given_count; i++)
        count += strcmp(arguments->given[i].spec->name, name) == 0;
    return count;
}

bool
argument_given(const struct arguments *arguments, const char *name)
{
    return argument_count(arguments, name) > 0;
}

const char *
argument_at(const struct arguments *arguments, const char *name, size_t index)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (strcmp(arguments->given[i].spec->name, name) == 0 && index-- == 0)
            return arguments->given[i].value;
    return NULL;
}

const char *
argument_value(const struct arguments *arguments, const char *name)
{
    size_t count = argument_count(arguments, name);
    return count ? argument_at(arguments, name, count - 1) : NULL;
}
