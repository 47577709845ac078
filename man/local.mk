dist_man_MANS = man/defscope.1
