"""Which town are we; the base of every row.

Today one town lives in one database. The room is where a town's name enters cache keys,
file paths and limits, so that a house of many towns changes this room and no other.
"""
