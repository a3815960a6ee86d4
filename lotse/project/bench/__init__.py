"""`lotse bench`: how fast this house is, as ratios to the bare limit of the same run.

`volume` fills a scratch town with any number of cases, `bare` is the least a page can cost with Django and
PostgreSQL, `visits` asks pages over HTTP, `figures` says what is measured and against what, `run` does it all in a
folder of its own, so that no town in use is touched.
"""
