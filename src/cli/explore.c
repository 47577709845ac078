#include "config.h"

#include "cli/explore.h"

#include "base/memory.h"
#include "base/text.h"
#include "cli/configuration.h"
#include "cli/learn.h"
#include "cli/profile_check.h"
#include "cli/tenant.h"
#include "io/run.h"

#include <string.h>
#include <unistd.h>

/* ---- the profiles to choose from ---- */

static void
add_entry(struct profile_entry **entries, size_t *count, const char *name,
          const char *what, enum guard guard)
{
    static const char *const access[] = {[GUARD_OPEN] = "open",
                                         [GUARD_GUARDED] = "guarded",
                                         [GUARD_READ_ONLY] = "read-only"};
    *entries = mem_resize(*entries, (*count + 2) * sizeof **entries);
    (*entries)[(*count)++] =
        (struct profile_entry){.name = name, .what = what, .access = access[guard]};
    (*entries)[*count] = (struct profile_entry){0};
}

/* Names are borrowed from SETTINGS. */
static struct profile_entry *
list_entries(const struct context *context, const struct settings *settings)
{
    struct profile_entry *entries = NULL;
    size_t count = 0;
    add_entry(&entries, &count, "practice", _("the practice tenant"), GUARD_OPEN);
    if (context->token_set)
        add_entry(&entries, &count, "token", _("the token of DEFSCOPE_TOKEN"),
                  GUARD_READ_ONLY);
    for (size_t i = 0; i < settings->count; i++) {
        const struct setting_profile *one = &settings->profiles[i];
        const char *cloud = one->values[SETTING_CLOUD];
        add_entry(&entries, &count, one->name, cloud ? cloud : "commercial",
                  setting_guard(one));
        const char *way = one->values[SETTING_SIGN_IN];
        entries[count - 1].way = way ? way : "client-secret";
        entries[count - 1].tenant = one->values[SETTING_TENANT];
    }
    return entries;
}

/* What the explorer's menu needs while it runs. */
struct menu {
    struct context *context;
    struct settings settings;
    struct profile_entry *entries;
};

static void
menu_release(struct menu *menu)
{
    mem_free(menu->entries);
    settings_release(&menu->settings);
}

static enum status
menu_read(struct menu *menu, struct run_change *change, struct err *err)
{
    struct menu anew = {.context = menu->context};
    enum status status = configuration_load(&anew.settings, err);
    anew.entries = list_entries(menu->context, &anew.settings);
    menu_release(menu);
    *menu = anew;
    change->profiles = menu->entries;
    return status;
}

static enum status
make_profile(struct run_change *change, struct span form, struct err *err)
{
    static const enum setting_key keys[] = {SETTING_CLOUD, SETTING_TENANT,
                                            SETTING_APPLICATION, SETTING_SIGN_IN};
    struct menu *menu = change->owner;
    const char *values[SETTING_KEYS] = {0};
    char *words[1 + COUNT_OF(keys)] = {0};
    struct span word;
    struct err absent = {0};
    unsigned line;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct str text = {0};
        if (span_next(&form, '\n', &word))
            str_add(&text, word);
        words[i] = text.n ? str_take(&text) : mem_strdup("");
        if (i)
            values[keys[i - 1]] = words[i];
    }
    if (!settings_name_fits(span_of(words[0])))
        status = err_set(err, STATUS_USAGE,
                         _("\"%s\": a name has letters, digits, - and _"), words[0]);
    else if (settings_find(&menu->settings, words[0], &absent))
        status = err_set(err, STATUS_USAGE, _("profile \"%s\": it is there already"),
                         words[0]);
    if (status == STATUS_OK)
        status = configuration_add(words[0], values, &line, err);
    if (status == STATUS_OK)
        status = menu_read(menu, change, err);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        mem_free(words[i]);
    return status;
}

static void
add_finding(void *owner, bool good, const char *text)
{
    str_addf(owner, "- %s %s\n", good ? "✓" : "✗", text);
}

static enum status
check_profile(struct run_change *change, const char *name, struct str *page,
              struct err *err)
{
    struct menu *menu = change->owner;
    char *path = configuration_path();
    const struct setting_profile *setting = settings_find(&menu->settings, name, err);
    str_addf(page, "# %s\n\n", name);
    if (setting)
        profile_check(&menu->settings, setting, add_finding, page);
    if (setting)
        str_addf(page, _("\nIt stands in `%s`, line %u; nothing was sent.\n"), path,
                 setting->line);
    else if (!strcmp(name, "practice") || !strcmp(name, "token"))
        str_add_text(page, _("It is built in: there is nothing to check.\n"));
    mem_free(path);
    bool built_in = !strcmp(name, "practice") || !strcmp(name, "token");
    return setting || built_in ? STATUS_OK : err->status;
}

/* ---- one run ---- */

static enum status
open_tenant(struct context *context, struct tenant *tenant, struct err *err)
{
    enum status status = tenant_open(context, false, tenant, err);
    if (status == STATUS_OK && tenant->setting &&
        setting_on_practice(tenant->setting)) {
        tenant_release(tenant);
        status = tenant_open(context, true, tenant, err);
    }
    if (status != STATUS_OK)
        return status;
    struct err none = {0};
    bool user = tenant->setting && setting_way(tenant->setting) == WAY_DEVICE_CODE;
    status = tenant_sign_in(context, tenant, PRODUCT_OTHER, user ? &none : err);
    return user ? STATUS_OK : status; /* the explorer shows where to enter the code */
}

/* What is to be read first: what the user's own documents lack, or why a profile could
 * not be opened. */
static void
first_page(const struct context *context, const struct err *trouble, struct str *page)
{
    if (trouble->text[0])
        str_addf(page,
                 _("# The profile could not be opened\n\n%s\n\n`p` chooses "
                   "another.\n"),
                 trouble->text);
    else
        openapi_trouble_page(&context->own, page);
}

static int
run_once(struct context *context, struct tenant *tenant, const struct err *trouble,
         struct run_change *change)
{
    struct str page = {0};
    struct lessons lessons = {0};
    struct err err = {0};
    bool real = tenant->profile.kind != PROFILE_PRACTICE || tenant->setting;
    struct sign_in_plan sign_in = {.setting = tenant->setting,
                                   .practice = tenant->practice.base,
                                   .asked = &tenant->asked};
    first_page(context, trouble, &page);
    struct run_plan plan = {.catalogue = context->catalogue,
                            .profile = real ? &tenant->profile : NULL,
                            .language = context->language,
                            .page = str_text(&page),
                            .sign_in = tenant->setting ? &sign_in : NULL,
                            .change = change};
    if (learn_own_lessons(context, &lessons, &err) != STATUS_OK)
        command_fail(context, &err);
    err = (struct err){0};
    if (lessons.count)
        plan.lessons = &lessons;
    struct preferences preferences = {0};
    int result = EXIT_TROUBLE;
    if (configuration_prefer(context, &preferences, &plan, &err) == STATUS_OK)
        result = run_explorer(&plan, &err);
    if (result && err.text[0])
        command_fail(context, &err);
    preferences_release(&preferences);
    lessons_release(&lessons);
    str_release(&page);
    return result;
}

/* Until the user leaves. BEFORE: the profile to fall back to. */
static int
run_all(struct context *context, struct run_change *change)
{
    struct err trouble = {0};
    char *before = NULL, *now = NULL;
    int result = EXIT_DONE;
    do {
        struct tenant tenant;
        struct err err = {0};
        enum status status = open_tenant(context, &tenant, &err);
        if (status == STATUS_OK) {
            result = run_once(context, &tenant, &trouble, change);
            trouble = (struct err){0};
            mem_free(before);
            before = now ? now : mem_strdup(tenant.profile.name);
            now = change->wanted;
            change->wanted = NULL;
        } else if (before && !trouble.text[0]) {
            trouble = err; /* shown by the one from which it was chosen */
            mem_free(now);
            now = before;
            before = NULL;
        } else {
            result = command_fail(context, &err);
            mem_free(now);
            now = NULL;
        }
        tenant_release(&tenant);
        context->profile = now;
    } while (now);
    mem_free(before);
    return result;
}

int
cli_explore(struct context *context)
{
    struct run_change change;
    struct err err = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(&err, STATUS_USAGE,
                _("the explorer needs a terminal. For scripts there are commands: see "
                  "\"defscope --help\""));
        return command_fail(context, &err);
    }
    struct menu menu = {.context = context};
    change = (struct run_change){
        .make = make_profile, .check = check_profile, .owner = &menu};
    menu_read(&menu, &change, &err); /* where it matters, tenant_open tells */
    int result = run_all(context, &change);
    request_release(&change.kept);
    menu_release(&menu);
    return result;
}
