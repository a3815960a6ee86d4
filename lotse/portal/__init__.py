"""The citizens' door (Portal): find a service, say what is the matter once, and read how far it is.

Every page is plain HTML and works without JavaScript. The room owns no tables: drafts rest in rows of the
session store, a key to one case lies in the browser's session, everything told becomes a case.
"""
