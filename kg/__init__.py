"""Positions of geopolitical actors, read from news into a graph."""
