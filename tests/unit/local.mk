# One program a module, named check_<module>.
if HAVE_CHECK
unit_tests = \
  tests/unit/check_span

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

unit_libs = libdefscope.a $(CJSON_LIBS) $(CHECK_LIBS)
tests_unit_check_span_LDADD = $(unit_libs)
tests_unit_check_span_SOURCES = tests/unit/check_span.c tests/unit/unit.h
