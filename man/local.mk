dist_man_MANS = man/defscope.1
# In Chinese; man finds it by the language of its user.
zh_CN_mandir = $(mandir)/zh_CN/man1
dist_zh_CN_man_DATA = man/zh_CN/defscope.1
