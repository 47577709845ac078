# The catalogue: OpenAPI documents, and the C tables made from them.
