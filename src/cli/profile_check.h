/* What can be known of a profile without sending anything. */
#ifndef CLI_PROFILE_CHECK_H
#define CLI_PROFILE_CHECK_H

#include "api/settings.h"

/* Tells each finding; false: with one of them nothing can be sent. Commands are not
 * run. */
bool profile_check(const struct settings *settings,
                   const struct setting_profile *setting,
                   void (*tell_one)(void *owner, bool good, const char *text),
                   void *owner);

#endif
