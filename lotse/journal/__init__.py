"""The journal (Protokoll): who did what outside the timeline of a case, by ids and codes only."""
