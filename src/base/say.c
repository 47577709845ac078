#include "config.h"

#include "base/say.h"

#include "base/memory.h"
#include "base/text.h"

void
say_duration(struct str *out, double ms)
{
    if (ms < 1000)
        str_addf(out, _("%.0f ms"), ms);
    else
        str_addf(out, _("%.1f s"), ms / 1000);
}

void
say_size(struct str *out, uint64_t bytes)
{
    static const char *const units[] = {"kB", "MB", "GB"};
    double size = (double)bytes / 1000;
    size_t unit = 0;
    if (bytes < 1000) {
        str_addf(out, "%u B", (unsigned)bytes);
        return;
    }
    while (size >= 1000 && unit + 1 < COUNT_OF(units)) {
        size /= 1000;
        unit++;
    }
    str_addf(out, "%.1f %s", size, units[unit]);
}
