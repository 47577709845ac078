# The real program in tmux.
terminal_tests = \
  tests/terminal/codes.sh \
  tests/terminal/downloads.sh \
  tests/terminal/faults.sh \
  tests/terminal/favourites.sh \
  tests/terminal/filter.sh \
  tests/terminal/journey.sh \
  tests/terminal/language.sh \
  tests/terminal/learn.sh \
  tests/terminal/lessons.sh \
  tests/terminal/manners.sh \
  tests/terminal/pages.sh \
  tests/terminal/profiles.sh \
  tests/terminal/prompt.sh \
  tests/terminal/proxy.sh \
  tests/terminal/renewal.sh \
  tests/terminal/saving.sh \
  tests/terminal/requests.sh \
  tests/terminal/table.sh \
  tests/terminal/tour.sh \
  tests/terminal/values.sh \
  tests/terminal/view.sh
dist_check_SCRIPTS += $(terminal_tests)
TESTS += $(terminal_tests)
EXTRA_DIST += tests/terminal/lessons tests/terminal/lib.sh
