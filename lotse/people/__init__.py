"""Who is who: departments, teams, persons, their roles, deputies and absences; who comes in and with which key.

Citizens (Bürgerinnen und Bürger) and staff are both a `Person`. What a person may do follows from team
memberships and granted roles; which case somebody sees is asked of `cases`.
"""
