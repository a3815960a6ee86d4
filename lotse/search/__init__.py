"""What can be found, under which words: the index of the house. Who may see a hit is asked of the room that owns it."""
