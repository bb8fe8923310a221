"""From what is read to what is believed: the features of a candidate, and the confidence in it."""
