"""Cases (Anliegen): what a citizen told once, its timeline, and the departments that carry it to its end together.

Every verb changes the case and writes the timeline entry that explains it, in one transaction. A case in
work always has one named guide (Lotsin); a hand-over is a leg (Etappe) with a frozen packet and a clock.
"""
