bin_PROGRAMS += defscope
defscope_SOURCES = src/main.c
defscope_LDADD = libcli.a $(io_libs)
