"""What happened outside the timeline of a case (Protokoll): who did what to what, in ids and codes.

`note("role_granted", person, by=engel, role="it")` is written in the transaction of the deed. No
names and no words of citizens stand here, so a record may be kept when a person is erased.
"""
