"""Printing (Hausdruckerei): what leaves the house on paper. Words come in as values and are never read as markup."""
