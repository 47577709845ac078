# tests/screens
