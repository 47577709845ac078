# Golden screens: the explorer played at several sizes.
check_PROGRAMS += tests/screens/replay
tests_screens_replay_SOURCES = tests/screens/command_words.h tests/screens/replay.c tests/screens/looks.c \
  tests/screens/looks.h tests/screens/words.c tests/screens/words.h
tests_screens_replay_LDADD = libio.a $(defscope_libs)
dist_check_SCRIPTS += tests/screens/run.sh
TESTS += tests/screens/run.sh
EXTRA_DIST += tests/screens/answers tests/screens/golden \
  tests/screens/answer.in \
  tests/screens/arm.in \
  tests/screens/bodies.in \
  tests/screens/budget.in \
  tests/screens/complete.in \
  tests/screens/cuts \
  tests/screens/doubt.in \
  tests/screens/download.in \
  tests/screens/fault.in \
  tests/screens/favourites.in \
  tests/screens/find.in \
  tests/screens/filter.in \
  tests/screens/forbidden.in \
  tests/screens/graph.in \
  tests/screens/guard.in \
  tests/screens/help.in \
  tests/screens/hints.in \
  tests/screens/history.in \
  tests/screens/import.in \
  tests/screens/members.in \
  tests/screens/missing.in \
  tests/screens/mistake.in \
  tests/screens/own.in \
  tests/screens/recent.in \
  tests/screens/lesson.in \
  tests/screens/lesson-left.in \
  tests/screens/lessons.in \
  tests/screens/pages.in \
  tests/screens/paste.in \
  tests/screens/pasted \
  tests/screens/quiz.in \
  tests/screens/quiz-left.in \
  tests/screens/start.in \
  tests/screens/successor.in \
  tests/screens/table.in \
  tests/screens/throttle.in \
  tests/screens/ticket.in \
  tests/screens/token.in \
  tests/screens/tree.in \
  tests/screens/tokens \
  tests/screens/trouble.in

update-screens: all tests/screens/replay
	srcdir='$(abs_srcdir)' builddir='$(abs_builddir)' UPDATE=1 sh $(srcdir)/tests/screens/run.sh
.PHONY: update-screens
