# Themes: built in, and installed to be copied and changed.
theme_files = \
  themes/dark.theme \
  themes/high-contrast.theme \
  themes/light.theme \
  themes/plain.theme

nobase_dist_pkgdata_DATA += $(theme_files)
BUILT_SOURCES += themes/themes.c
CLEANFILES += themes/themes.c
nodist_libbuiltin_a_SOURCES += themes/themes.c

themes/themes.c: $(theme_files) src/embed.sh
	$(AM_V_GEN)$(MKDIR_P) themes && $(SHELL) $(srcdir)/src/embed.sh view/theme.h theme_text \
	  theme_texts $(theme_files:%=$(srcdir)/%) >$@.tmp && mv $@.tmp $@
