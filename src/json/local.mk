# Sources of src/json, one a line.
libdefscope_a_SOURCES += \
  src/json/block.h \
  src/json/compare.c \
  src/json/compare.h \
  src/json/document.c \
  src/json/document.h \
  src/json/document_fold.c \
  src/json/document_line.c \
  src/json/document_tree.c \
  src/json/fault_text.c \
  src/json/fault_text.h \
  src/json/find.c \
  src/json/find.h \
  src/json/lenient.c \
  src/json/lex.c \
  src/json/lex.h \
  src/json/loose.c \
  src/json/loose.h \
  src/json/mend.c \
  src/json/pretty.c \
  src/json/pretty.h \
  src/json/rows.c \
  src/json/rows.h \
  src/json/sample.c \
  src/json/sample.h \
  src/json/scan.c \
  src/json/scan.h \
  src/json/seek.c \
  src/json/seek.h \
  src/json/stride.c \
  src/json/stride.h \
  src/json/text.c \
  src/json/text.h \
  src/json/tree.c \
  src/json/tree.h \
  src/json/walk.c \
  src/json/walk.h
