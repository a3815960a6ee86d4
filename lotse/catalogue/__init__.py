"""The catalogue of services (Leistungskatalog): what the town does for people and for colleagues.

A service exists through its published editions (Ausgaben): text, form, steps, agreements and messages as one
immutable bundle with a hash, written by one person and published by another of the owning business team.
"""
