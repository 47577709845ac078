bin_PROGRAMS += defscope
defscope_SOURCES = src/main.c
defscope_LDADD = libcli.a libio.a libdefscope.a $(NCURSES_LIBS) $(CJSON_LIBS)
