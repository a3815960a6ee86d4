"""The mailroom (Poststelle): letters that leave, raw mail that came in, notices to the house."""
