"""Questions that are answered by yes or no, or by one of what they offer."""
