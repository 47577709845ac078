# The practice tenant: a program of its own over libmicrohttpd. The library is all of it but
# the sockets, for the unit tests.
noinst_LIBRARIES += libpractice.a
practice_libs = libpractice.a $(defscope_libs) $(CRYPTO_LIBS) $(ZLIB_LIBS) -lm
libpractice_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS) $(ZLIB_CFLAGS)
libpractice_a_SOURCES = \
  src/practice/action_life.c \
  src/practice/actions.c \
  src/practice/actions.h \
  src/practice/alerts.c \
  src/practice/answer.c \
  src/practice/applications.c \
  src/practice/applications.h \
  src/practice/archive.c \
  src/practice/archive.h \
  src/practice/assertion.c \
  src/practice/authority.c \
  src/practice/authority.h \
  src/practice/bearers.c \
  src/practice/blob.c \
  src/practice/blob.h \
  src/practice/call.h \
  src/practice/certificates.c \
  src/practice/certificates.h \
  src/practice/device.c \
  src/practice/device.h \
  src/practice/device_page.c \
  src/practice/dice.c \
  src/practice/dice.h \
  src/practice/downloads.c \
  src/practice/downloads.h \
  src/practice/fault_answers.c \
  src/practice/fault_contents.c \
  src/practice/fault_files.c \
  src/practice/faults.c \
  src/practice/faults.h \
  src/practice/form.c \
  src/practice/form.h \
  src/practice/gate.c \
  src/practice/gate.h \
  src/practice/grant.c \
  src/practice/grant.h \
  src/practice/handlers.c \
  src/practice/handlers.h \
  src/practice/hunting.c \
  src/practice/hunting.h \
  src/practice/hunting_expression.c \
  src/practice/hunting_functions.c \
  src/practice/hunting_join.c \
  src/practice/hunting_operators.c \
  src/practice/hunting_rows.c \
  src/practice/hunting_summarize.c \
  src/practice/hunting_tables.c \
  src/practice/hunting_tables.h \
  src/practice/hunting_text.c \
  src/practice/hunting_values.c \
  src/practice/hunting_words.c \
  src/practice/hunting_words.h \
  src/practice/indicators.c \
  src/practice/indicators.h \
  src/practice/jwt.c \
  src/practice/jwt.h \
  src/practice/library.c \
  src/practice/limits.c \
  src/practice/limits.h \
  src/practice/lists.c \
  src/practice/lists.h \
  src/practice/machines.c \
  src/practice/multipart.c \
  src/practice/multipart.h \
  src/practice/object.c \
  src/practice/object.h \
  src/practice/odata_eval.c \
  src/practice/odata_functions.c \
  src/practice/odata_value.h \
  src/practice/practice.c \
  src/practice/practice.h \
  src/practice/practice_state.c \
  src/practice/quota.c \
  src/practice/quota.h \
  src/practice/refresh.c \
  src/practice/seed.c \
  src/practice/seed.h \
  src/practice/seed_alerts.c \
  src/practice/seed_assessments.c \
  src/practice/seed_events.c \
  src/practice/seed_graph.c \
  src/practice/seed_incidents.c \
  src/practice/seed_machines.c \
  src/practice/seed_responses.c \
  src/practice/seed_weaknesses.c \
  src/practice/signer.c \
  src/practice/signer.h \
  src/practice/state.c \
  src/practice/state.h \
  src/practice/tenant.c \
  src/practice/tenant.h \
  src/practice/tenant_state.c \
  src/practice/tenant_state.h \
  src/practice/timespan.c \
  src/practice/timespan.h \
  src/practice/token.c \
  src/practice/token_endpoint.c \
  src/practice/weaknesses.c

bin_PROGRAMS += defscope-practice
defscope_practice_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(CRYPTO_CFLAGS)
defscope_practice_SOURCES = \
  src/practice/files.c \
  src/practice/files.h \
  src/practice/main.c \
  src/practice/record.c \
  src/practice/record.h \
  src/practice/runtime_file.c \
  src/practice/runtime_file.h \
  src/practice/server.c \
  src/practice/server.h \
  src/practice/state_file.c \
  src/practice/state_file.h \
  src/practice/wire.c \
  src/practice/wire.h
defscope_practice_LDADD = libio.a $(practice_libs) $(MICROHTTPD_LIBS)
