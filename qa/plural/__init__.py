"""More than one right answer, and answers that differ."""
