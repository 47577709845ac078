# The house rules that a machine can read.
style_tests = \
  tests/style/code-map.sh \
  tests/style/format.sh \
  tests/style/hardening.sh \
  tests/style/layers.sh \
  tests/style/pictures.sh \
  tests/style/shell.sh \
  tests/style/size.sh \
  tests/style/translations.sh
dist_check_SCRIPTS += $(style_tests)
TESTS += $(style_tests)

update-pictures:
	python3 $(srcdir)/doc/pictures.py $(srcdir) $(srcdir)/doc/pictures
.PHONY: update-pictures
