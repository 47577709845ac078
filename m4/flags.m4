# DEFSCOPE_ADD_FLAGS(VARIABLE, FLAGS)
# Appends to VARIABLE each of FLAGS that the compiler accepts without a word.
AC_DEFUN([DEFSCOPE_ADD_FLAGS], [
  for flag in m4_normalize([$2]); do
    AC_MSG_CHECKING([whether $CC accepts $flag])
    defscope_saved=$CFLAGS
    CFLAGS="$CFLAGS -Werror $flag"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM()],
      [AC_MSG_RESULT([yes]); $1="$$1 $flag"], [AC_MSG_RESULT([no])])
    CFLAGS=$defscope_saved
  done])

# DEFSCOPE_ADD_LINK_FLAGS(VARIABLE, FLAGS): the same for the linker.
AC_DEFUN([DEFSCOPE_ADD_LINK_FLAGS], [
  for flag in m4_normalize([$2]); do
    AC_MSG_CHECKING([whether the linker accepts $flag])
    defscope_saved=$LDFLAGS
    LDFLAGS="$LDFLAGS $flag"
    AC_LINK_IFELSE([AC_LANG_PROGRAM()],
      [AC_MSG_RESULT([yes]); $1="$$1 $flag"], [AC_MSG_RESULT([no])])
    LDFLAGS=$defscope_saved
  done])
