"""The gates: what a finished deck or handout must pass before anybody may hold it."""
