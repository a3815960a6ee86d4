"""Finding things by the words people type (Suche): one index for every room.

A room puts its rows in with `put(kind, subject, title, words)` inside the verb that changes them, and
takes them out with `drop`. `found(kind, typed)` is a subquery of ids: the room above joins it with
what the person may see, so rights and search are one statement.

Words are compared without accents, in German stems, and by likeness, so that „laterne“ finds the
Straßenlaterne and „Hudnesteuer“ the Hundesteuer.
"""
