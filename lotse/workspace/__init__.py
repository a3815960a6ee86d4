"""The agent's desk (Arbeitsplatz): what waits for me and my team, one case beside the list, every deed a form.

Staff only; to everybody else these pages do not exist. The room owns no models: it shows what `cases` may show
(surface, content, or nothing) and turns refusals into sentences that keep what was typed.
"""
