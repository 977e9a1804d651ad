"""Figures that are computed: data to drawings, which decks and pages draw each in their own way."""
