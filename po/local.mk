# Translations. `make update-po` takes the texts out of the sources and merges them into the
# catalogues; po/*.po are written by hand. The built ones lie as gettext looks for them, so that the
# program finds them in the build folder too.
languages = zh_CN
po_files = $(languages:%=po/%.po)
EXTRA_DIST += $(po_files) po/texts.sh
if HAVE_MSGFMT
mo_files = $(languages:%=po/%/LC_MESSAGES/defscope.mo)
noinst_DATA += $(mo_files)
CLEANFILES += $(mo_files)

po/zh_CN/LC_MESSAGES/defscope.mo: po/zh_CN.po
	$(AM_V_GEN)$(MKDIR_P) po/zh_CN/LC_MESSAGES && $(MSGFMT) --check-format --check-domain -o $@ $(srcdir)/po/zh_CN.po

install-translations: $(mo_files)
	for language in $(languages); do \
	  $(MKDIR_P) "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES" && \
	  $(INSTALL_DATA) po/$$language/LC_MESSAGES/defscope.mo \
	    "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES/defscope.mo" || exit 1; \
	done
else
install-translations:
endif

uninstall-translations:
	for language in $(languages); do \
	  rm -f "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES/defscope.mo"; \
	done

update-po:
	sh $(srcdir)/po/texts.sh $(srcdir) po/defscope.pot
	for file in $(po_files); do \
	  msgmerge -q --update --no-fuzzy-matching --backup=none --no-wrap $(srcdir)/$$file po/defscope.pot || exit 1; \
	done
.PHONY: install-translations uninstall-translations update-po
