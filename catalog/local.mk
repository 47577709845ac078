# The catalogue: OpenAPI documents, and the C tables made from them.
catalogdir = $(pkgdatadir)/catalog
dist_catalog_DATA = \
  catalog/mde.json \
  catalog/xdr.json \
  catalog/graph.json

noinst_PROGRAMS += catalogue-compile
catalogue_compile_SOURCES = src/catalogue-compile.c
catalogue_compile_LDADD = libdefscope.a $(CJSON_LIBS)

nodist_libbuiltin_a_SOURCES += src/api/catalogue_builtin.c
CLEANFILES += src/api/catalogue_builtin.c

src/api/catalogue_builtin.c: catalogue-compile$(EXEEXT) $(dist_catalog_DATA)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	  { documents=; for d in $(dist_catalog_DATA); do documents="$$documents $(srcdir)/$$d"; done; \
	    ./catalogue-compile$(EXEEXT) $$documents >$@.tmp && mv $@.tmp $@ || { rm -f $@.tmp; exit 1; }; }
