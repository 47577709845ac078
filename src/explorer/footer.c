#include "config.h"

#include "explorer/finding.h"
#include "explorer/footer.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/tabling.h"

#include <limits.h>
#include <string.h>

enum { MODE_COLUMNS = 7, GAP = 2, BOTH_COLUMNS = 60 };

struct offer {
    const char *key, *label;
};

static const struct offer edit_offers[] = {{"Esc", N_("done")},
                                           {"F5", N_("send")},
                                           {"Tab", N_("next")},
                                           {"C-z", N_("undo")},
                                           {NULL, NULL}};
static const struct offer offered_offers[] = {
    {"Esc", N_("done")}, {"Tab", N_("take")}, {"C-n C-p", N_("choose")},
    {"F5", N_("send")},  {"C-z", N_("undo")}, {NULL, NULL}};
static const struct offer completing_offers[] = {
    {"Tab", N_("take")}, {"C-n C-p", N_("choose")}, {"Esc", N_("close list")},
    {"F5", N_("send")},  {"C-z", N_("undo")},       {NULL, NULL}};
static const struct offer filter_offers[] = {{"Enter", N_("take")},
                                             {"Up Down", N_("choose")},
                                             {"Esc", N_("show all")},
                                             {NULL, NULL}};
static const struct offer ticket_offers[] = {
    {"y", N_("copy")},    {"f", N_("format")},       {"n", N_("names")},
    {"l", N_("English")}, {"v", N_("which names")},  {"s", N_("save")},
    {"Esc", N_("close")}, {"b", N_("whole answer")}, {"i", N_("timing")},
    {NULL, NULL}};
static const struct offer table_offers[] = {
    {"Enter", N_("open row")}, {"O", N_("sort")},     {"/", N_("filter")},
    {"c", N_("count")},        {"X", N_("export")},   {"C", N_("columns")},
    {"d", N_("hide")},         {"D", N_("show all")}, {"I", N_("use it")},
    {"?", N_("help")},         {NULL, NULL}};
static const struct offer output_offers[] = {{"Esc", N_("close")},
                                             {"y", N_("copy")},
                                             {"|", N_("change the filter")},
                                             {"PgDn", N_("more")},
                                             {NULL, NULL}};
static const struct offer downloads_offers[] = {{"Enter", N_("fetch")},
                                                {"a", N_("fetch all")},
                                                {"p", N_("pause, go on")},
                                                {"c", N_("end it")},
                                                {"Esc", N_("close")},
                                                {"?", N_("help")},
                                                {NULL, NULL}};
static const struct offer counts_offers[] = {
    {"Enter", N_("show these rows")}, {"Esc", N_("close")}, {NULL, NULL}};
static const struct offer columns_offers[] = {{"Space", N_("show or hide")},
                                              {"Tab", N_("all or none")},
                                              {"{ }", N_("move")},
                                              {"Enter", N_("go there")},
                                              {"Esc", N_("close")},
                                              {"Right Left", N_("open or close")},
                                              {NULL, NULL}};
static const struct offer names_offers[] = {{"Enter", N_("hide or show")},
                                            {"Up Down", N_("choose")},
                                            {"Esc", N_("back to the ticket")},
                                            {NULL, NULL}};
static const struct offer palette_offers[] = {{"Enter", N_("do it")},
                                              {"Up Down", N_("choose")},
                                              {"Esc", N_("close")},
                                              {NULL, NULL}};
static const struct offer usages_offers[] = {{"Enter", N_("make the request")},
                                             {"Up Down", N_("choose")},
                                             {"Esc", N_("close")},
                                             {NULL, NULL}};
static const struct offer fault_offers[] = {{"Enter", N_("arm")},
                                            {"Up Down", N_("choose")},
                                            {"KIND=N*TIMES", N_("more of it")},
                                            {"Esc", N_("close")},
                                            {NULL, NULL}};
static const struct offer ask_offers[] = {
    {"y", N_("yes")}, {"n", N_("no")}, {NULL, NULL}};
static const struct offer field_offers[] = {
    {"Enter", N_("go")}, {"Esc", N_("close")}, {NULL, NULL}};
static const struct offer save_offers[] = {
    {"Enter", N_("save")}, {"Esc", N_("close")}, {NULL, NULL}};
static const struct offer table_filter_offers[] = {{"Enter", N_("filter")},
                                                   {"Tab", N_("this column or any")},
                                                   {"Esc", N_("close")},
                                                   {NULL, NULL}};
static const struct offer table_save_offers[] = {
    {"Enter", N_("save")},
    {".csv .json .ndjson", N_("the format")},
    {"Esc", N_("close")},
    {NULL, NULL}};
static const struct offer find_offers[] = {{"Enter", N_("go")},
                                           {"Tab", N_("names or values")},
                                           {"C-t", N_("text or expression")},
                                           {"Esc", N_("go back")},
                                           {NULL, NULL}};
static const struct offer page_offers[] = {{"Esc", N_("close")},
                                           {"PgDn", N_("more")},
                                           {"?", N_("all keys")},
                                           {"Tab", N_("next link")},
                                           {"/", N_("find topics")},
                                           {"[", N_("back")},
                                           {NULL, NULL}};
static const struct offer link_offers[] = {
    {"Enter", N_("follow the link")}, {"Esc", N_("close")},
    {"Tab", N_("next link")},         {"[", N_("back")},
    {"/", N_("find topics")},         {NULL, NULL}};
static const struct offer topics_offers[] = {{"Enter", N_("read")},
                                             {"Up Down", N_("choose")},
                                             {"Esc", N_("back")},
                                             {NULL, NULL}};
static const struct offer comparison_offers[] = {
    {"Esc", N_("close")}, {"PgDn", N_("more")}, {NULL, NULL}};
static const struct offer differences_offers[] = {
    {"Esc", N_("close")}, {"u", N_("undo")}, {"PgDn", N_("more")}, {NULL, NULL}};
static const struct offer profile_offers[] = {{"Enter", N_("go there")},
                                              {"c", N_("check")},
                                              {"n", N_("new")},
                                              {"Esc", N_("close")},
                                              {NULL, NULL}};
static const struct offer token_offers[] = {
    {"Esc", N_("close")}, {"PgDn", N_("more")}, {"?", N_("help")}, {NULL, NULL}};
static const struct offer code_offers[] = {{"y", N_("copy code")},
                                           {"a", N_("copy address")},
                                           {"Esc", N_("give up")},
                                           {NULL, NULL}};
static const struct offer lessons_offers[] = {
    {"Enter", N_("begin")},   {"r", N_("begin anew")}, {"x", N_("leave it")},
    {"s", N_("save result")}, {"Esc", N_("close")},    {NULL, NULL}};
static const struct offer quiz_offers[] = {{"1 2 3 4", N_("choose")},
                                           {"Enter", N_("go on")},
                                           {"s", N_("save result")},
                                           {"Esc", N_("close")},
                                           {NULL, NULL}};
static const struct offer string_offers[] = {
    {"Esc", N_("back")}, {"y", N_("copy text")}, {"Y", N_("copy ...")},
    {"/", N_("find")},   {"PgDn", N_("more")},   {NULL, NULL}};
static const struct offer value_offers[] = {{"Esc", N_("close")}, {NULL, NULL}};

static const struct offer history_offers[] = {
    {"Enter", N_("open")}, {"/", N_("search")},  {"m", N_("mark")},
    {"a", N_("note")},     {"c", N_("compare")}, {"t", N_("ticket")},
    {"d", N_("delete")},   {"Esc", N_("close")}, {NULL, NULL}};

static const struct offer requests_offers[] = {
    {"Enter", N_("open")}, {"/", N_("search")}, {"o", N_("other file")},
    {"n", N_("new name")}, {"d", N_("delete")}, {"Esc", N_("close")},
    {NULL, NULL}};
static const struct offer imported_offers[] = {
    {"Enter", N_("take")}, {"/", N_("search")}, {"Esc", N_("close")}, {NULL, NULL}};

static const struct offer search_offers[] = {
    {"Enter", N_("choose")}, {"C-g", N_("close")}, {NULL, NULL}};

static const struct offer *const overlay_offers[] = {
    [OVERLAY_NONE] = NULL,
    [OVERLAY_HELP] = page_offers,
    [OVERLAY_TOPICS] = topics_offers,
    [OVERLAY_TOKEN] = token_offers,
    [OVERLAY_CODE] = code_offers,
    [OVERLAY_TICKET] = ticket_offers,
    [OVERLAY_NAMES] = names_offers,
    [OVERLAY_PALETTE] = palette_offers,
    [OVERLAY_COPY] = palette_offers,
    [OVERLAY_PROFILES] = profile_offers,
    [OVERLAY_NEW_PROFILE] = field_offers,
    [OVERLAY_FAULT] = fault_offers,
    [OVERLAY_USAGES] = usages_offers,
    [OVERLAY_VALUE] = value_offers,
    [OVERLAY_ASK] = ask_offers,
    [OVERLAY_FIND] = find_offers,
    [OVERLAY_TABLE_FILTER] = table_filter_offers,
    [OVERLAY_PIPE] = field_offers,
    [OVERLAY_OUTPUT] = output_offers,
    [OVERLAY_DOWNLOADS] = downloads_offers,
    [OVERLAY_COLUMNS] = columns_offers,
    [OVERLAY_STRING] = string_offers,
    [OVERLAY_COUNTS] = counts_offers,
    [OVERLAY_SAVE] = field_offers,
    [OVERLAY_CONFIRM] = field_offers,
    [OVERLAY_COMPARISON] = comparison_offers,
    [OVERLAY_DIFFERENCES] = differences_offers,
    [OVERLAY_HISTORY] = history_offers,
    [OVERLAY_NOTE] = field_offers,
    [OVERLAY_LESSONS] = lessons_offers,
    [OVERLAY_QUIZ] = quiz_offers,
    [OVERLAY_REQUESTS] = requests_offers,
    [OVERLAY_IMPORTED] = imported_offers,
};

static int
width(struct span key, const char *label)
{
    return (int)key.n + 1 + (int)sanitise_columns(span_of(label), SANITISE_PLAIN);
}

/* Adds one, unless there is no room left for it. */
static void
add(struct footer *footer, int columns, struct span key, const char *label,
    enum action action)
{
    int x = MODE_COLUMNS;
    if (footer->count) {
        const struct footer_item *last = &footer->items[footer->count - 1];
        x = last->x + last->columns + GAP;
    }
    int wide = width(key, label);
    if (footer->count == FOOTER_ITEMS || x + wide > columns)
        return;
    footer->items[footer->count++] = (struct footer_item){key, label, action, x, wide};
}

static void
add_action(struct footer *footer, int columns, enum action action)
{
    struct span key = keymap_key(footer->keymap, action);
    if (key.n)
        add(footer, columns, key, _(action_info(action)->label), action);
}

/* In the panes: what the state asks for first; help and leaving have their room. */
static void
add_actions(const struct explorer *explorer, int all_columns, struct footer *footer)
{
    static const enum action last[] = {ACTION_HELP, ACTION_QUIT};
    size_t kept = all_columns >= BOTH_COLUMNS ? 2 : 1;
    int columns = all_columns;
    for (size_t i = 0; i < kept; i++)
        columns -= GAP + width(keymap_key(explorer->keymap, last[i]),
                               _(action_info(last[i])->label));
    bool id = result_tracking_id(&explorer->result) != NULL;
    const struct operation *operation = explorer->composer.request.operation;
    if (explorer->flight.under_way || explorer->pages.going)
        add_action(footer, columns, ACTION_CANCEL);
    if (explorer->pages.going)
        add_action(footer, columns, ACTION_PAGES);
    if (explorer->throttle.waiting)
        add_action(footer, columns, ACTION_ARM);
    if (explorer->focus == PANE_OPERATIONS) {
        add_action(footer, columns, ACTION_OPEN);
        add_action(footer, columns, ACTION_FIND);
    }
    if (explorer->composer.request.method && !explorer->flight.under_way &&
        !explorer->pages.going && !explorer->saved)
        add_action(footer, columns, ACTION_SEND);
    if (id)
        add_action(footer, columns, ACTION_COPY_ID);
    if (explorer->result.present && explorer->result.diagnosis.in_doubt)
        add_action(footer, columns, ACTION_LOOK);
    if (composer_hint(&explorer->composer))
        add_action(footer, columns, ACTION_FIX);
    if (operation && operation->retires && operation->successor)
        add_action(footer, columns, ACTION_SUCCESSOR);
    if (explorer->result.present && explorer->result.links)
        add_action(footer, columns, ACTION_DOWNLOAD);
    if (explorer->result.present)
        add_action(footer, columns, ACTION_TICKET);
    if (explorer->focus == PANE_REQUEST)
        add_action(footer, columns, ACTION_OPEN);
    add_action(footer, columns, ACTION_EXPLAIN);
    if (explorer->focus == PANE_RESPONSE)
        add_action(footer, columns, ACTION_FIND);
    if (explorer->focus != PANE_OPERATIONS)
        add_action(footer, columns, ACTION_OPERATIONS);
    if (learning_on(explorer))
        add_action(footer, columns, ACTION_HINT);
    add_action(footer, columns, ACTION_PANE_NEXT);
    add_action(footer, columns, ACTION_PALETTE);
    for (size_t i = 0; i < COUNT_OF(last); i++)
        add_action(footer, all_columns, last[i]);
    /* at the end: it comes and goes with the cursor's line, and moves nothing else */
    if (explorer->focus == PANE_RESPONSE && using_known(explorer))
        add_action(footer, all_columns, ACTION_USE);
}

/* On a page without links, and on the first page, two keys have nothing to do, and two
 * where bytes are sought; a ticket from an English explorer is in English. */
static bool
does_something(const struct explorer *explorer, const struct offer *offer)
{
    const struct overlay *overlay = &explorer->overlay;
    if (overlay->kind == OVERLAY_TICKET)
        return strcmp(offer->key, "l") != 0 || strcmp(explorer->language, "en") != 0;
    if (finding_typed(explorer) && finding_in_bytes(explorer))
        return strcmp(offer->key, "Tab") != 0 && strcmp(offer->key, "C-t") != 0;
    if (overlay->kind != OVERLAY_HELP)
        return true;
    if (!strcmp(offer->key, "Tab"))
        return overlay->laid.link_count > 0;
    return strcmp(offer->key, "[") != 0 || explorer->reading.count > 0;
}

/* The language that the ticket is turned to. */
static const char *
label_of(const struct explorer *explorer, const struct offer *offer)
{
    bool back = explorer->overlay.kind == OVERLAY_TICKET && explorer->ticket.language &&
                !strcmp(offer->key, "l");
    return back ? _("Chinese") : _(offer->label);
}

void
footer_compute(const struct explorer *explorer, int columns, struct footer *footer)
{
    *footer = (struct footer){.mode = explorer_editing(explorer) ? "EDIT" : "NAV",
                              .keymap = explorer->keymap};
    const struct offer *offers = overlay_offers[explorer->overlay.kind];
    if (offers == page_offers && reading_link_chosen(&explorer->overlay))
        offers = link_offers;
    if (explorer->overlay.kind == OVERLAY_SAVE &&
        explorer->overlay.saves < RENAMES_REQUEST)
        offers =
            explorer->overlay.saves == SAVES_TABLE ? table_save_offers : save_offers;
    if (explorer->overlay.typing)
        offers = finding_typed(explorer) ? find_offers : search_offers;
    if (!offers && explorer->filtering)
        offers = filter_offers;
    else if (!offers && completing_shown(&explorer->composer))
        offers =
            explorer->composer.completing.choosing ? completing_offers : offered_offers;
    else if (!offers && explorer->composer.editing)
        offers = edit_offers;
    else if (!offers && tabling_on(explorer))
        offers = table_offers;
    if (!offers) {
        add_actions(explorer, columns, footer);
        return;
    }
    for (; offers->key; offers++)
        if (does_something(explorer, offers))
            add(footer, columns, span_of(offers->key), label_of(explorer, offers),
                ACTION_NONE);
}

void
footer_tell(const struct explorer *explorer, struct str *out)
{
    struct footer footer;
    footer_compute(explorer, INT_MAX, &footer);
    for (size_t i = 0; i < footer.count; i++)
        str_addf(out, "%s%.*s %s", i ? ", " : "", SPAN_ARG(footer.items[i].key),
                 footer.items[i].label);
}
