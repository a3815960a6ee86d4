"""When the town is at work and when something is due (Dienstzeiten, Feiertage, Fristen).

Office hours are written as OpenStreetMap `opening_hours`, expanded once into sums of open
time, and asked in constant time ever after. The arithmetic is pure; only `models` and
`town_days` know the database, where holidays stay as they were known when a year was frozen.
"""
