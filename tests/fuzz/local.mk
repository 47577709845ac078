# Fuzz targets. A new one: its name in the list, its two lines below, and a folder
# corpus/<name>/ with at least one file.
#
# ./configure CC=clang --enable-fuzzers --enable-sanitizers builds libFuzzer programs:
#   tests/fuzz/fuzz_json -max_len=4096 new-inputs/ ../tests/fuzz/corpus/fuzz_json/
# Without --enable-fuzzers, `make check` reruns each target over its corpus.
fuzz_targets = \
  tests/fuzz/fuzz_answer \
  tests/fuzz/fuzz_check \
  tests/fuzz/fuzz_document \
  tests/fuzz/fuzz_explorer \
  tests/fuzz/fuzz_find \
  tests/fuzz/fuzz_import \
  tests/fuzz/fuzz_json \
  tests/fuzz/fuzz_lesson \
  tests/fuzz/fuzz_openapi \
  tests/fuzz/fuzz_practice \
  tests/fuzz/fuzz_retry_after \
  tests/fuzz/fuzz_settings \
  tests/fuzz/fuzz_stride \
  tests/fuzz/fuzz_table \
  tests/fuzz/fuzz_token

tests_fuzz_fuzz_answer_SOURCES = tests/fuzz/fuzz_answer.c $(fuzz_main)
tests_fuzz_fuzz_answer_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_check_SOURCES = tests/fuzz/fuzz_check.c $(fuzz_main)
tests_fuzz_fuzz_check_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_document_SOURCES = tests/fuzz/fuzz_document.c $(fuzz_main)
tests_fuzz_fuzz_document_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_explorer_SOURCES = tests/fuzz/fuzz_explorer.c $(fuzz_main)
tests_fuzz_fuzz_explorer_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_find_SOURCES = tests/fuzz/fuzz_find.c $(fuzz_main)
tests_fuzz_fuzz_find_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_import_SOURCES = tests/fuzz/fuzz_import.c $(fuzz_main)
tests_fuzz_fuzz_import_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c $(fuzz_main)
tests_fuzz_fuzz_json_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_lesson_SOURCES = tests/fuzz/fuzz_lesson.c $(fuzz_main)
tests_fuzz_fuzz_lesson_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_openapi_SOURCES = tests/fuzz/fuzz_openapi.c $(fuzz_main)
tests_fuzz_fuzz_openapi_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_practice_SOURCES = tests/fuzz/fuzz_practice.c $(fuzz_main)
tests_fuzz_fuzz_practice_LDADD = $(practice_libs) $(FUZZ_LIBS)

tests_fuzz_fuzz_retry_after_SOURCES = tests/fuzz/fuzz_retry_after.c $(fuzz_main)
tests_fuzz_fuzz_retry_after_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_settings_SOURCES = tests/fuzz/fuzz_settings.c $(fuzz_main)
tests_fuzz_fuzz_settings_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_stride_SOURCES = tests/fuzz/fuzz_stride.c $(both_ways) $(fuzz_main)
tests_fuzz_fuzz_stride_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_table_SOURCES = tests/fuzz/fuzz_table.c $(fuzz_main)
tests_fuzz_fuzz_table_LDADD = $(fuzz_libs)

tests_fuzz_fuzz_token_SOURCES = tests/fuzz/fuzz_token.c $(fuzz_main)
tests_fuzz_fuzz_token_LDADD = $(fuzz_libs)

fuzz_libs = $(defscope_libs) $(FUZZ_LIBS)
if FUZZERS
fuzz_main =
noinst_PROGRAMS += $(fuzz_targets)
else
fuzz_main = tests/fuzz/replay.c
check_PROGRAMS += $(fuzz_targets)
TESTS += $(fuzz_targets)
endif

noinst_HEADERS += tests/fuzz/fuzz.h
EXTRA_DIST += tests/fuzz/corpus
