#include "config.h"

#include "io/locale.h"

#include "base/memory.h"
#include "base/str.h"

#include <langinfo.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *const languages[] = {"en", "zh_CN"};

/* What the environment says of messages, whether the system has that locale or not. */
static const char *
asked(bool language)
{
    static const char *const variables[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES",
                                            "LANG"};
    for (size_t i = language ? 0 : 1; i < COUNT_OF(variables); i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return value;
    }
    return "";
}

static bool
is_c(const char *locale)
{
    return !locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX");
}

/* Characters and messages: nothing else of a locale is asked for, and each category
 * costs the start a file. */
static bool
take(const char *locale)
{
    return setlocale(LC_CTYPE, locale) && setlocale(LC_MESSAGES, locale);
}

static void
take_utf8(void)
{
    if (!take("C.UTF-8"))
        take("en_US.UTF-8");
}

/* Beside a program that is run where it was built. Owned; or NULL. */
static char *
folder_of_build(void)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return NULL;
    struct str folder = {0}, file = {0};
    str_add(&folder, (struct span){path, (size_t)(slash - path)});
    str_add_text(&folder, "/po");
    str_addf(&file, "%s/%s/LC_MESSAGES/" PACKAGE ".mo", str_text(&folder),
             languages[1]);
    bool there = access(str_text(&file), R_OK) == 0;
    str_release(&file);
    if (there)
        return str_take(&folder);
    str_release(&folder);
    return NULL;
}

void
locale_start(void)
{
    char *folder = folder_of_build();
    if (!take("") && strstr(asked(false), "UTF-8"))
        take_utf8(); /* asked for one that the system lacks */
    bindtextdomain(PACKAGE, folder ? folder : LOCALEDIR);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
    mem_free(folder);
}

/* Could the terminal show what is not ASCII? LOCALE: as the environment names it. */
static bool
is_utf8(const char *locale)
{
    const char *charset = strchr(locale, '.'), *actual = nl_langinfo(CODESET);
    bool said = !charset || strncasecmp(charset, ".utf", 4) == 0;
    return said && (!strcmp(actual, "UTF-8") || is_c(setlocale(LC_CTYPE, NULL)));
}

const char *
locale_language(void)
{
    const char *wanted = asked(true);
    return strncmp(wanted, "zh", 2) == 0 && is_utf8(wanted) && is_utf8(asked(false))
               ? "zh_CN"
               : "en";
}

void
locale_speak(const char *language)
{
    extern int _nl_msg_cat_cntr __attribute__((weak));
    if (strcmp(language, "en") != 0 &&
        (is_c(setlocale(LC_MESSAGES, NULL)) || is_c(setlocale(LC_CTYPE, NULL))))
        take_utf8();
    setenv("LANGUAGE", language, 1);
    if (&_nl_msg_cat_cntr) /* gettext's own way to be told that LANGUAGE has changed */
        _nl_msg_cat_cntr++;
}

bool
locale_known(const char *language)
{
    for (size_t i = 0; i < COUNT_OF(languages); i++)
        if (!strcmp(language, languages[i]))
            return true;
    return false;
}

const char *
locale_next(const char *language)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(languages) && strcmp(language, languages[i]) != 0)
        i++;
    return languages[(i + 1) % COUNT_OF(languages)];
}
