"""Persons, teams, roles, deputies, sign-in, link sessions and tokens."""
