"""The mailroom (Poststelle): letters that leave, raw mail that came in, notices to the house.

A letter is written in the transaction of the deed it tells of and delivered later, at least
once. What comes in is kept as it came before anybody reads it.
"""
