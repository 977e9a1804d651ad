"""Rules over a lesson or a file, each a small pure function."""
