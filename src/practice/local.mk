# The practice tenant: a program of its own over libmicrohttpd.
