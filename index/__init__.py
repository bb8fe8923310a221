"""Documents become a searchable index; nothing here knows what a question is."""
