"""Administration (Verwaltung): the pages on which a house is arranged: people, teams, departments, the town itself.

Accounts, teams and departments are the IT's work. Roles of the business are given by those who hold them, each lead
for the own team: whoever keeps the keys does not decide who publishes.
"""
