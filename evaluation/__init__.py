"""How good the assistant is: question sets, measures, and committed results."""
