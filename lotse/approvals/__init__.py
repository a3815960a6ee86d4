"""Approvals (Freigaben): rounds bound to the hash of what was approved, and the votes given in them."""
