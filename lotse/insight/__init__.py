"""What can be learned from how work ran (Auswertung): event logs of older systems, read in and counted.

A log (Ereignisprotokoll) is read as it streams by, so that its size does not matter, and kept whole or not at all.
Who did a step is never stored: a resource becomes a pseudonym whose key is thrown away after the import, so no
figure can be led back to a person, nor from one log to the next.
"""
