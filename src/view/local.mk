# Sources of src/view, one a line.
libdefscope_a_SOURCES += \
  src/view/screen.c \
  src/view/screen.h \
  src/view/theme.c \
  src/view/theme.h \
  src/view/view.c \
  src/view/view.h \
  src/view/view_completion.c \
  src/view/view_lesson.c \
  src/view/view_operations.c \
  src/view/view_overlay.c \
  src/view/view_request.c \
  src/view/view_result.c \
  src/view/view_table.c \
  src/view/view_table.h \
  src/view/view_viewer.c \
  src/view/view_viewer.h \
  src/view/widgets.c \
  src/view/widgets.h
