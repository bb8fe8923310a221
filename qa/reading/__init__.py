"""What is read, and what reads it: windows of text, their context, and the networks."""
