"""Decks and handouts from one Markdown lesson."""

__version__ = "0.1.0"
