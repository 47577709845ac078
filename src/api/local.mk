# Sources of src/api, one a line.
libdefscope_a_SOURCES += \
  src/api/catalogue.c \
  src/api/catalogue.h \
  src/api/diagnosis.h \
  src/api/error_code.c \
  src/api/error_code.h \
  src/api/exchange.c \
  src/api/exchange.h \
  src/api/exchange_json.c \
  src/api/formats.c \
  src/api/formats.h \
  src/api/hint.c \
  src/api/hint.h \
  src/api/names.c \
  src/api/names.h \
  src/api/pairs.c \
  src/api/profile.c \
  src/api/profile.h \
  src/api/redact.c \
  src/api/redact.h \
  src/api/redact_patterns.c \
  src/api/redact_patterns.h \
  src/api/redact_view.c \
  src/api/redact_view.h \
  src/api/request.c \
  src/api/request.h \
  src/api/request_fill.c \
  src/api/response.c \
  src/api/response.h \
  src/api/target.c \
  src/api/throttle.c \
  src/api/throttle.h \
  src/api/topic.h \
  src/api/wait_text.c \
  src/api/wait_text.h
