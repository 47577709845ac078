/* The language and character set of what the program says. Any language can be had in
 * any locale that knows UTF-8, and where the system has none, in C.UTF-8: gettext obeys
 * LANGUAGE everywhere but in the C locale. */
#ifndef IO_LOCALE_H
#define IO_LOCALE_H

#include <stdbool.h>

/* By the environment; numbers stay as C has them. First thing of all. */
void locale_start(void);
/* "en" or "zh_CN": what the environment asks for; English where its characters are not
 * UTF-8, for Chinese would be rubbish there. */
const char *locale_language(void);
/* From now on texts are in LANGUAGE, where its translations are found. */
void locale_speak(const char *language);
bool locale_known(const char *language); /* one of those that there are */
/* The one after it, for going through all of them. */
const char *locale_next(const char *language);

#endif
