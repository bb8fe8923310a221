"""What words and phrases say by their form alone, without a document to look at."""
