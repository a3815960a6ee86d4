"""Lotse: a citizen's concern is told once and carried to its end by the departments together."""
