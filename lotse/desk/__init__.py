"""The desk (Schreibtisch): what one agent keeps beside the cases themselves.

Texts that are begun and not sent, who looks at a case just now, what one has read, and how one wants it. Nothing here
is counted, and nothing here is a figure about a person: whatever a person keeps is theirs and goes when they go.
"""
