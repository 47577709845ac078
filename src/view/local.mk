# Sources of src/view, one a line.
libdefscope_a_SOURCES +=
