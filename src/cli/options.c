#include "config.h"

#include "cli/options.h"
