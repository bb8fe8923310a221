"""A question becomes a cited answer; imports `index`, never the page."""
