#include "config.h"

#include "api/about.h"

#include "api/differences.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

struct about_line *
about_add(struct about *about, enum about_kind kind, const char *text)
{
    ARRAY_GROW(about->lines, about->count, about->room);
    struct about_line *line = &about->lines[about->count++];
    *line = (struct about_line){.kind = kind};
    if (text)
        str_add_text(&line->text, text);
    return line;
}

void
about_row(struct about *about, const char *name, const char *value, enum style style)
{
    if (!value || !*value)
        return;
    struct about_line *line = about_add(about, ABOUT_ROW, value);
    str_add_text(&line->name, name);
    line->style = style;
}

static void
join(struct str *out, names list, const char *between)
{
    for (names one = list; one && *one; one++)
        str_addf(out, "%s%s", one == list ? "" : between, *one);
}

static void
add_names_row(struct about *about, const char *name, names list, const char *between)
{
    struct str text = {0};
    join(&text, list, between);
    about_row(about, name, str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

static void
add_request_row(struct about *about, const struct operation *operation)
{
    struct str text = {0};
    str_addf(&text, "%s %s", operation->method, operation->path);
    about_row(about, _("request"), str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

void
about_limits(struct str *out, const struct operation *operation)
{
    if (operation->per_minute && operation->per_hour)
        str_addf(out, _("%u calls a minute, %u an hour"), operation->per_minute,
                 operation->per_hour);
    else if (operation->per_minute)
        str_addf(out, _("%u calls a minute"), operation->per_minute);
    else if (operation->per_hour)
        str_addf(out, _("%u calls an hour"), operation->per_hour);
}

static void
add_limits_row(struct about *about, const struct operation *operation)
{
    struct str text = {0};
    about_limits(&text, operation);
    about_row(about, _("limits"), str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

static void
add_success_row(struct about *about, const unsigned short *success)
{
    struct str text = {0};
    for (const unsigned short *one = success; *one; one++)
        str_addf(&text, "%s%u", one == success ? "" : ", ", (unsigned)*one);
    about_row(about, _("answers"), str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

static void
add_count_row(struct about *about, const char *name, unsigned count)
{
    struct str text = {0};
    if (count)
        str_addf(&text, "%u", count);
    about_row(about, name, str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

static void
add_rows(struct about *about, const struct operation *operation)
{
    static const char *const effects[] = {
        [EFFECT_READ] = N_("reads; changes nothing"),
        [EFFECT_CHANGE] = N_("changes something in the tenant"),
        [EFFECT_DESTRUCTIVE] = N_("changes something that is hard to undo")};
    about_row(about, _("operation"), operation->id, STYLE_LINK);
    add_request_row(about, operation);
    about_row(about, _("product"), operation_product(operation), STYLE_NORMAL);
    about_row(about, _("group"), text_known(operation->group), STYLE_NORMAL);
    about_row(about, _("host"), operation->server, STYLE_NORMAL);
    about_row(about, _("effect"), _(effects[operation->effect]), STYLE_NORMAL);
    add_names_row(about, _("application"), operation->permissions_application,
                  _(" or "));
    add_names_row(about, _("delegated"), operation->permissions_delegated, _(" or "));
    about_row(about, _("portal role"), operation->portal_role, STYLE_NORMAL);
    add_limits_row(about, operation);
    add_success_row(about, operation->success);
    add_names_row(about, _("platforms"), operation->platforms, ", ");
    about_row(about, _("Windows from"), operation->client_version, STYLE_NORMAL);
    if (operation->preview)
        about_row(about, _("preview"), _("may still change"), STYLE_WARN);
    about_row(about, _("retires"), text_known(operation->retires), STYLE_WARN);
    about_row(about, _("use instead"), operation->successor, STYLE_WARN);
    about_row(about, _("documentation"), operation->documentation, STYLE_LINK);
}

static void
add_list_line(struct about *about, const char *label, names list, const char *between,
              unsigned depth)
{
    if (!list)
        return;
    struct about_line *line = about_add(about, ABOUT_VALUES, label);
    line->depth = depth;
    join(&line->text, list, between);
}

static void
add_text_line(struct about *about, const char *label, const char *text, unsigned depth)
{
    if (!text)
        return;
    struct about_line *line = about_add(about, ABOUT_VALUES, label);
    line->depth = depth;
    str_add_text(&line->text, text);
}

static const struct schema *
innermost(const struct schema *schema)
{
    while (schema->items)
        schema = schema->items;
    return schema;
}

void
about_detail(struct str *out, const struct schema *schema)
{
    const struct schema *value = schema;
    str_add_text(out, value_type_name(value->type));
    for (; value->items; value = value->items)
        str_addf(out, _(" of %s"), value_type_name(value->items->type));
    if (value->format)
        str_addf(out, " %s", value->format);
    if (schema->required)
        str_add_text(out, _(", required"));
    if (schema->nullable)
        str_add_text(out, _(", or null"));
    if (schema->max_items)
        str_addf(out, _(", at most %u"), schema->max_items);
    if (value->max_length)
        str_addf(out, _(", at most %u characters"), value->max_length);
    if (value->maximum)
        str_addf(out, _(", at most %u"), value->maximum);
    if (value->property_count && value->others == OTHERS_TAKEN)
        str_add_text(out, _(", other names too"));
}

/* PLACE: where it stands, in words; or NULL. */
static void
add_name(struct about *about, const struct schema *schema, unsigned depth,
         const char *place)
{
    const struct schema *value = innermost(schema);
    struct about_line *line = about_add(about, ABOUT_NAME, text_known(schema->what));
    line->depth = depth;
    str_add_text(&line->name, schema->name ? schema->name : "[]");
    about_detail(&line->detail, schema);
    if (place)
        str_addf(&line->detail, _(", %s"), place);
    add_list_line(about, "", value->values, " · ", depth);
    add_text_line(about, _("without it: "), value->standard, depth);
    add_text_line(about, _("for example: "), value->example, depth);
    add_list_line(about, _("on some pages also: "), value->also_values, " · ", depth);
    add_list_line(about, _("also written: "), schema->also_written, ", ", depth);
}

/* An object whose names are being told. */
struct level {
    const struct schema *object;
    unsigned next;
};

/* An object that contains itself is told once. */
static bool
stands_in(const struct level *levels, unsigned depth, const struct schema *object)
{
    for (unsigned i = 0; i < depth; i++) {
        if (levels[i].object->properties == object->properties)
            return true;
    }
    return false;
}

static void
add_body(struct about *about, const struct operation *operation)
{
    /* more than the built-in schemas have; others lead on and on */
    enum { LEVELS = 32, LEVELS_OTHER = 4, LINES_MAX = 1000 };
    unsigned most = operation->product == PRODUCT_OTHER ? LEVELS_OTHER : LEVELS;
    struct level levels[LEVELS] = {{innermost(operation->body), 0}};
    unsigned depth = 1;
    struct about_line *heading = about_add(about, ABOUT_HEADING, _("Body"));
    str_addf(&heading->text, " (%s)", operation->content_type);
    if (operation->body->type != TYPE_OBJECT)
        add_name(about, operation->body, 0, NULL);
    while (depth) {
        struct level *level = &levels[depth - 1];
        if (level->next == level->object->property_count) {
            depth--;
            continue;
        }
        const struct schema *schema = &level->object->properties[level->next++];
        add_name(about, schema, depth - 1, NULL);
        if (innermost(schema)->property_count && depth < most &&
            about->count < LINES_MAX && !stands_in(levels, depth, innermost(schema)))
            levels[depth++] = (struct level){innermost(schema), 0};
    }
}

static void
add_parameters(struct about *about, const struct operation *operation)
{
    static const char *const places[] = {[PLACE_PATH] = N_("in the path"),
                                         [PLACE_QUERY] = N_("in the query"),
                                         [PLACE_HEADER] = N_("as a header")};
    if (operation->parameter_count)
        about_add(about, ABOUT_HEADING, _("Path, query and headers"));
    for (unsigned i = 0; i < operation->parameter_count; i++)
        add_name(about, &operation->parameters[i].schema, 0,
                 _(places[operation->parameters[i].in]));
    const struct odata *odata = operation->odata;
    if (!odata)
        return;
    add_names_row(about, _("query options"), odata->options, ", ");
    add_names_row(about, _("filterable"), odata->filterable, ", ");
    add_names_row(about, _("also written"), odata->also_filterable, ", ");
    add_names_row(about, _("expandable"), odata->expandable, ", ");
    add_count_row(about, _("$top at most"), odata->max_top);
    add_count_row(about, _("a page holds"), odata->page_size);
}

static void
add_combinations(struct about *about, const struct operation *operation)
{
    if (operation->combination_count)
        about_add(about, ABOUT_HEADING, _("What goes with what"));
    for (unsigned i = 0; i < operation->combination_count; i++) {
        const struct combination *one = &operation->combinations[i];
        struct about_line *line = about_add(about, ABOUT_POINT, NULL);
        str_addf(&line->text, _("%s \"%s\" takes %s: "), one->by, one->value,
                 one->name);
        join(&line->text, one->allowed, ", ");
    }
}

static void
add_answer(struct about *about, names answer)
{
    struct str text = {0};
    if (!answer)
        return;
    about_add(about, ABOUT_HEADING, _("Names in the answer"));
    join(&text, answer, " · ");
    about_add(about, ABOUT_VALUES, str_text(&text));
    str_release(&text);
}

static void
add_succession(struct about *about, const struct operation *operation,
               const struct operation *successor)
{
    struct differences differences = {0};
    struct str title = {0};
    if (!successor)
        return;
    str_addf(&title, _("What is different in %s"), successor->id);
    about_add(about, ABOUT_HEADING, str_text(&title));
    differences_of_calls(&differences, operation, successor);
    differences_of_names(&differences, operation, successor);
    differences_of_answers(&differences, operation);
    differences_tell(about, &differences);
    differences_release(&differences);
    str_release(&title);
}

void
about_fill(struct about *about, const struct operation *operation,
           const struct operation *successor)
{
    about_release(about);
    about_add(about, ABOUT_TITLE, text_known(operation->title));
    if (operation->what)
        about_add(about, ABOUT_TEXT, text_known(operation->what));
    add_rows(about, operation);
    add_parameters(about, operation);
    if (operation->body)
        add_body(about, operation);
    add_combinations(about, operation);
    add_answer(about, operation->answer);
    if (operation->contradictions)
        about_add(about, ABOUT_HEADING,
                  _("Where the documentation disagrees with itself"));
    for (names one = operation->contradictions; one && *one; one++)
        about_add(about, ABOUT_POINT, text_known(*one));
    add_succession(about, operation, successor);
}

void
about_release(struct about *about)
{
    for (size_t i = 0; i < about->count; i++) {
        str_release(&about->lines[i].name);
        str_release(&about->lines[i].detail);
        str_release(&about->lines[i].text);
    }
    mem_free(about->lines);
    *about = (struct about){0};
}

static void
add_safe(struct str *out, const struct str *text)
{
    sanitise_line(out, str_span(text), SANITISE_PLAIN);
}

static void
add_line(struct str *out, const struct about_line *line)
{
    enum { NAME_COLUMNS = 15 };
    size_t columns = sanitise_columns(str_span(&line->name), SANITISE_PLAIN);
    str_add_repeat(out, ' ', 2 * (size_t)line->depth);
    switch (line->kind) {
    case ABOUT_HEADING:
        str_add_byte(out, '\n');
        break;
    case ABOUT_ROW:
        add_safe(out, &line->name);
        str_add_repeat(out, ' ', columns < NAME_COLUMNS ? NAME_COLUMNS - columns : 0);
        str_add_byte(out, ' ');
        break;
    case ABOUT_NAME:
        str_add_text(out, "  ");
        add_safe(out, &line->name);
        str_add_text(out, "  ");
        add_safe(out, &line->detail);
        str_add_text(out, line->text.n ? ": " : "");
        break;
    case ABOUT_VALUES:
        str_add_text(out, "      ");
        break;
    case ABOUT_POINT:
        str_add_text(out, "  • ");
        break;
    case ABOUT_FINDING:
        add_safe(out, &line->name);
        str_add_byte(out, ' ');
        break;
    case ABOUT_TITLE:
    case ABOUT_TEXT:
        break;
    }
    add_safe(out, &line->text);
    str_add_byte(out, '\n');
}

void
about_text(const struct about *about, struct str *out)
{
    for (size_t i = 0; i < about->count; i++) {
        if (i && about->lines[i].kind == ABOUT_ROW &&
            about->lines[i - 1].kind == ABOUT_TEXT)
            str_add_byte(out, '\n');
        add_line(out, &about->lines[i]);
    }
}
