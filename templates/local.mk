# What tickets look like: built in, and installed to be copied and changed.
template_files = \
  templates/ticket.html \
  templates/ticket.md \
  templates/ticket.txt

nobase_dist_pkgdata_DATA += $(template_files)
EXTRA_DIST += src/embed.sh
BUILT_SOURCES += templates/templates.c
CLEANFILES += templates/templates.c
nodist_libbuiltin_a_SOURCES += templates/templates.c

templates/templates.c: $(template_files) src/embed.sh
	$(AM_V_GEN)$(MKDIR_P) templates && $(SHELL) $(srcdir)/src/embed.sh api/ticket_parts.h \
	  ticket_template ticket_template_texts $(template_files:%=$(srcdir)/%) >$@.tmp && mv $@.tmp $@
