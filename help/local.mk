# Help pages, and the C table made from them.
