# Sources of src/api, one a line.
libdefscope_a_SOURCES +=
