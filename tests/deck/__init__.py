"""Decks: slide markup in, finished .pptx out, opened again by other software."""
