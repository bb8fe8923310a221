"""Why and how."""
