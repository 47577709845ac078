# Sources of src/json, one a line.
libdefscope_a_SOURCES +=
