"""What Musterhafen offers: the content of its editions, in the words citizens and colleagues read."""
