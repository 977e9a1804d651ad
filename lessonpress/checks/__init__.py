"""Rules over a lesson, a deck or a file, each a small pure function."""
