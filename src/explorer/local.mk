# Sources of src/explorer, one a line.
libdefscope_a_SOURCES += \
  src/explorer/editor.c \
  src/explorer/editor.h \
  src/explorer/viewer.c \
  src/explorer/viewer.h
