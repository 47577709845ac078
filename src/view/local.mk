# Sources of src/view, one a line.
libdefscope_a_SOURCES += \
  src/view/screen.c \
  src/view/screen.h \
  src/view/view_viewer.c \
  src/view/view_viewer.h
