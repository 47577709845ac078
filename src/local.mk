# What is made from data when the program is built: constant tables, no code.
noinst_LIBRARIES += libbuiltin.a
libbuiltin_a_SOURCES =
nodist_libbuiltin_a_SOURCES =

bin_PROGRAMS += defscope
defscope_SOURCES = src/main.c
defscope_LDADD = libcli.a $(io_libs)
