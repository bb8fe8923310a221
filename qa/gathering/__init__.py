"""What is gathered from all over the documents: overviews, timelines, what is said of somebody, where words stand."""
