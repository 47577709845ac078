#include "config.h"

#include "cli/explore.h"

#include "base/memory.h"
#include "base/text.h"
#include "cli/configuration.h"
#include "cli/learn.h"
#include "cli/tenant.h"
#include "io/run.h"

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
    (*entries)[(*count)++] = (struct profile_entry){name, what, access[guard]};
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
        add_entry(&entries, &count, "token", _("the token of " TOKEN_VARIABLE),
                  GUARD_READ_ONLY);
    for (size_t i = 0; i < settings->count; i++) {
        const struct setting_profile *one = &settings->profiles[i];
        const char *cloud = one->values[SETTING_CLOUD];
        add_entry(&entries, &count, one->name, cloud ? cloud : "commercial",
                  setting_guard(one));
    }
    return entries;
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
                                   .practice = tenant->practice.base};
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
    struct settings settings = {0};
    struct run_change change = {0};
    struct err err = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(&err, STATUS_USAGE,
                _("the explorer needs a terminal. For scripts there are commands: see "
                  "\"defscope --help\""));
        return command_fail(context, &err);
    }
    configuration_load(&settings, &err); /* where it matters, tenant_open tells */
    struct profile_entry *entries = list_entries(context, &settings);
    change.profiles = entries;
    int result = run_all(context, &change);
    request_release(&change.kept);
    mem_free(entries);
    settings_release(&settings);
    return result;
}
