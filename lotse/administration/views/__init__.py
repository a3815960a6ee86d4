"""The pages, by what they arrange."""
