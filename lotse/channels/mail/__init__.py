"""E-Mail: reads what people really send and brings it into the right case.

`message.parse` turns any bytes into a `Mail` and never raises; `receive` stores the
original first, judges machines before anything else, and matches by proof.
"""
