# Sources of src/explorer, one a line.
libdefscope_a_SOURCES +=
