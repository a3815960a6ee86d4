"""REST: the door for programs, `/api/v1`.

It translates JSON into the verbs of the cases and back. Who calls is a person with a token, and sees and may do
exactly what that person may; a refusal of the house becomes `application/problem+json` in one table (`problems.py`).
"""
