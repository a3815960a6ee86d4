"""Musterhafen: the demo town, its cast, services and history, made with the real verbs and a moved clock."""
