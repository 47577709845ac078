/* The configuration: whatever stands in the file, it is read or refused with a line,
 * and every profile that comes out amounts to hosts over https and a name that is safe
 * in a file's name. */
#include "fuzz.h"

#include "api/settings.h"
#include "base/memory.h"

static void
must_amount_to_something(const struct settings *settings,
                         const struct setting_profile *one)
{
    struct profile profile = {0};
    struct err err = {0};
    MUST(settings_name_fits(span_of(one->name)));
    MUST(settings_find(settings, one->name, &err) == one);
    if (setting_complete(settings, one, &err) != STATUS_OK) {
        MUST(span_has(span_of(err.text), one->name));
        return;
    }
    setting_profile_fill(one, &profile);
    for (int i = 0; i < PRODUCT_OTHER && !setting_on_practice(one); i++)
        MUST(span_starts(span_of(profile.base[i]), "https://"));
    const char *authority = setting_authority(one);
    MUST(setting_on_practice(one) == !authority);
    MUST(!authority || span_starts(span_of(authority), "https://login."));
    MUST(setting_audience(one, setting_product(one)) != NULL);
    MUST(one->values[SETTING_ACCESS] || profile.guard == GUARD_READ_ONLY);
    profile_release(&profile);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings settings = {0};
    struct err err = {0};
    struct span text = {(const char *)data, size};
    enum status status = settings_read(&settings, text, "config", &err);
    MUST(status == STATUS_OK || span_starts(span_of(err.text), "config:"));
    for (size_t i = 0; i < settings.count && status == STATUS_OK; i++)
        must_amount_to_something(&settings, &settings.profiles[i]);
    settings_release(&settings);
    return 0;
}
