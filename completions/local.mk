# Completions for shells, written by a program from the tables of the command line.
noinst_PROGRAMS += completions/completions
completions_completions_SOURCES = completions/completions.c
completions_completions_LDADD = libcli.a $(io_libs)

completion_files = completions/defscope.bash completions/_defscope completions/defscope.fish
CLEANFILES += $(completion_files)
zshdir = $(datadir)/zsh/site-functions
zsh_DATA = completions/_defscope
fishdir = $(datadir)/fish/vendor_completions.d
fish_DATA = completions/defscope.fish
bashdir = $(datadir)/bash-completion/completions
noinst_DATA += completions/defscope.bash

completions/defscope.bash: completions/completions
	$(AM_V_GEN)completions/completions bash >$@.tmp && mv $@.tmp $@
completions/_defscope: completions/completions
	$(AM_V_GEN)completions/completions zsh >$@.tmp && mv $@.tmp $@
completions/defscope.fish: completions/completions
	$(AM_V_GEN)completions/completions fish >$@.tmp && mv $@.tmp $@

# There the file has the program's name.
install-data-hook: install-translations
	$(MKDIR_P) '$(DESTDIR)$(bashdir)'
	$(INSTALL_DATA) completions/defscope.bash '$(DESTDIR)$(bashdir)/defscope'
