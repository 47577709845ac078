# One program a module, named check_<module>: its source, and nothing else to write.
if HAVE_CHECK
unit_tests = \
  tests/unit/check_about \
  tests/unit/check_about_all \
  tests/unit/check_address \
  tests/unit/check_agreement \
  tests/unit/check_aftermath \
  tests/unit/check_allocator \
  tests/unit/check_answer \
  tests/unit/check_api_error \
  tests/unit/check_base64 \
  tests/unit/check_body \
  tests/unit/check_body_kind \
  tests/unit/check_budget \
  tests/unit/check_catalogue \
  tests/unit/check_certificates \
  tests/unit/check_check \
  tests/unit/check_child \
  tests/unit/check_clipboard \
  tests/unit/check_clock \
  tests/unit/check_compare \
  tests/unit/check_completion \
  tests/unit/check_contract \
  tests/unit/check_diagnosis \
  tests/unit/check_download \
  tests/unit/check_editor \
  tests/unit/check_error_code \
  tests/unit/check_every_body \
  tests/unit/check_exchange \
  tests/unit/check_export \
  tests/unit/check_fault_kind \
  tests/unit/check_fetching \
  tests/unit/check_files \
  tests/unit/check_fix \
  tests/unit/check_formats \
  tests/unit/check_history \
  tests/unit/check_http_file \
  tests/unit/check_hunting \
  tests/unit/check_import \
  tests/unit/check_json_conformance \
  tests/unit/check_json_document \
  tests/unit/check_json_find \
  tests/unit/check_json_pretty \
  tests/unit/check_json_rows \
  tests/unit/check_json_sample \
  tests/unit/check_json_scan \
  tests/unit/check_json_stride \
  tests/unit/check_json_text \
  tests/unit/check_json_tree \
  tests/unit/check_keys \
  tests/unit/check_lesson \
  tests/unit/check_lesson_progress \
  tests/unit/check_loop \
  tests/unit/check_names \
  tests/unit/check_net \
  tests/unit/check_net_faults \
  tests/unit/check_net_tls \
  tests/unit/check_odata \
  tests/unit/check_openapi \
  tests/unit/check_openapi_own \
  tests/unit/check_operations \
  tests/unit/check_page \
  tests/unit/check_paging \
  tests/unit/check_practice \
  tests/unit/check_practice_client \
  tests/unit/check_practice_device \
  tests/unit/check_practice_files \
  tests/unit/check_practice_limits \
  tests/unit/check_practice_signin \
  tests/unit/check_practice_lists \
  tests/unit/check_practice_state \
  tests/unit/check_practice_switch \
  tests/unit/check_practice_tenant \
  tests/unit/check_preferences \
  tests/unit/check_profile \
  tests/unit/check_pseudonym \
  tests/unit/check_quiz \
  tests/unit/check_redact \
  tests/unit/check_request \
  tests/unit/check_sanitise \
  tests/unit/check_result \
  tests/unit/check_screen \
  tests/unit/check_server \
  tests/unit/check_settings \
  tests/unit/check_span \
  tests/unit/check_spill \
  tests/unit/check_successor \
  tests/unit/check_table \
  tests/unit/check_table_columns \
  tests/unit/check_table_filter \
  tests/unit/check_table_members \
  tests/unit/check_terminal \
  tests/unit/check_theme \
  tests/unit/check_throttle \
  tests/unit/check_ticket \
  tests/unit/check_token \
  tests/unit/check_topic \
  tests/unit/check_typing \
  tests/unit/check_usage \
  tests/unit/check_viewer \
  tests/unit/check_wild \
  tests/unit/check_wording

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

# Tests of io link that room too, and what of tests/support they need.
tests_unit_check_agreement_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_agreement_SOURCES = tests/unit/check_agreement.c $(mistakes) $(practice_calls)
tests_unit_check_allocator_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_certificates_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_certificates_SOURCES = tests/unit/check_certificates.c $(scratch)
tests_unit_check_child_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_clipboard_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_clipboard_SOURCES = tests/unit/check_clipboard.c $(scratch)
tests_unit_check_every_body_SOURCES = tests/unit/check_every_body.c $(mistakes)
tests_unit_check_files_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_files_SOURCES = tests/unit/check_files.c $(scratch)
tests_unit_check_json_document_SOURCES = tests/unit/check_json_document.c $(random_json)
tests_unit_check_json_rows_SOURCES = tests/unit/check_json_rows.c $(random_json)
tests_unit_check_json_stride_SOURCES = tests/unit/check_json_stride.c $(both_ways) $(random_json)
tests_unit_check_keys_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_loop_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_net_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_net_SOURCES = tests/unit/check_net.c $(fault_client) $(marked_secret)
tests_unit_check_net_faults_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_net_faults_SOURCES = tests/unit/check_net_faults.c $(fault_client)
tests_unit_check_net_tls_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_net_tls_SOURCES = tests/unit/check_net_tls.c $(fault_client) $(marked_secret) $(scratch)
tests_unit_check_practice_client_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_practice_client_SOURCES = tests/unit/check_practice_client.c $(fault_client) $(scratch)
tests_unit_check_contract_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_contract_SOURCES = tests/unit/check_contract.c tests/support/json_schema.c tests/support/json_schema.h $(practice_calls)
tests_unit_check_hunting_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_hunting_SOURCES = tests/unit/check_hunting.c $(practice_calls)
tests_unit_check_practice_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_SOURCES = tests/unit/check_practice.c $(practice_calls)
tests_unit_check_practice_files_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_files_SOURCES = tests/unit/check_practice_files.c $(practice_calls)
tests_unit_check_practice_limits_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_limits_SOURCES = tests/unit/check_practice_limits.c $(practice_calls)
tests_unit_check_practice_device_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
tests_unit_check_practice_device_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_device_SOURCES = tests/unit/check_practice_device.c $(practice_calls) tests/support/sign_in_calls.h
tests_unit_check_practice_signin_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_signin_SOURCES = tests/unit/check_practice_signin.c $(practice_calls) tests/support/sign_in_calls.h
tests_unit_check_practice_lists_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_lists_SOURCES = tests/unit/check_practice_lists.c $(practice_calls)
tests_unit_check_practice_state_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_state_SOURCES = tests/unit/check_practice_state.c $(practice_calls)
tests_unit_check_practice_switch_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_switch_SOURCES = tests/unit/check_practice_switch.c $(practice_calls)
tests_unit_check_practice_tenant_LDADD = $(practice_libs) $(CHECK_LIBS)
tests_unit_check_practice_tenant_SOURCES = tests/unit/check_practice_tenant.c
tests_unit_check_history_LDADD = $(io_libs) $(SQLITE_LIBS) $(CHECK_LIBS)
tests_unit_check_history_SOURCES = tests/unit/check_history.c $(scratch)
tests_unit_check_spill_LDADD = $(io_libs) $(CHECK_LIBS)
tests_unit_check_spill_SOURCES = tests/unit/check_spill.c $(scratch)
tests_unit_check_terminal_LDADD = $(io_libs) $(CHECK_LIBS)
both_ways = tests/support/both_ways.c tests/support/both_ways.h
fault_client = tests/support/fault_client.c tests/support/fault_client.h
marked_secret = tests/support/marked_secret.c tests/support/marked_secret.h
mistakes = tests/support/mistakes.c tests/support/mistakes.h tests/support/mistakes_address.c
practice_calls = tests/support/practice_calls.c tests/support/practice_calls.h
random_json = tests/support/random_json.c tests/support/random_json.h
scratch = tests/support/scratch.c tests/support/scratch.h

# What every test links unless it names its own LDADD.
LDADD = $(defscope_libs) $(CHECK_LIBS)
noinst_HEADERS = tests/unit/check_operations.h tests/unit/conformance_cases.h tests/unit/diagnose_text.h tests/unit/openapi_reading.h tests/unit/table_case.h tests/unit/unit.h tests/unit/working_bodies.h \
  tests/support/made_token.h

dist_check_SCRIPTS += \
  tests/unit/check_bootstrap.sh \
  tests/unit/check_help_pages.sh
TESTS += \
  tests/unit/check_bootstrap.sh \
  tests/unit/check_help_pages.sh
