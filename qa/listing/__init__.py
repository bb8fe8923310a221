"""All items of a list that a question asks for."""
