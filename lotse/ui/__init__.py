"""The blocks every page is built from (KERN); knows no domain word."""
